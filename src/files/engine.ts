/** The version of V8, which runs the program: `11.3.244.8-node.26`. */
export const v8Version: string = process.versions.v8
