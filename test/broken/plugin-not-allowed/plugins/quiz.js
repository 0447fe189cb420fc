import { words } from '../parts/words.js'

export default { name: 'quiz', words }
