export default { name: 'note' }
