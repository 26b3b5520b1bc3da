/*
 * The pass over cases. AssemblyScript: `node src/engine/kernel/compile.ts` makes `module.ts` of it. What lies where, and what a
 * byte says, is told in `layout.ts`; `twin.ts` does the same in TypeScript, one case after the other.
 */
export { list, pass, sample } from './change'
export { recount } from './recount'
export { add, clear, look, past, read } from './sums'
