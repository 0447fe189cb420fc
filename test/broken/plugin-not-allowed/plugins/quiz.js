import { words } from '../content/words.js'

export default { name: 'quiz', words }
