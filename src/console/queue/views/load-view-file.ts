/** How views are written and read as a file; it brings schemas, which must not be made before they are kept from compiling themselves. */
export async function loadViewFile(): Promise<typeof import('../../../domain/saved-view/view-file.ts')> {
  const { keepSchemasFromCompiling } = await import('../../shared/policy/no-eval.ts')
  if (!keepSchemasFromCompiling()) throw new Error('The schemas of a file of views would compile themselves.')
  return import('../../../domain/saved-view/view-file.ts')
}
