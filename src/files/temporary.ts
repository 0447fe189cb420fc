/**
 * Beginning of the name of a file that is being written, with the number of the process behind it. It says nothing of
 * the file's own name: that may be as long as the disk allows. A killed process leaves it, and a later build removes it.
 */
export const TEMPORARY = '.lectern-tmp-'
