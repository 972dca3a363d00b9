/**
 * A package loaded when it is first needed, at once: for what few requests ask for and every server would otherwise carry.
 * Node's own door is looked up only then, so that a screen may stand on a module that never goes through it.
 * @throws {Error} when the package is not installed
 */
export const required = <Package>(name: string): Package => process.getBuiltinModule('node:module').createRequire(import.meta.url)(name) as Package;
