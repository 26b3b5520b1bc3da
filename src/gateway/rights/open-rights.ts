import fs from 'node:fs/promises'
import { type Cedar, createPolicies, type PolicyFiles } from './cedar.ts'
import { createRights, type Rights } from './rights.ts'

/** The rights as they are shipped, on Node. Where anything is missing they deny everything; `log` says why. */
export async function openRights(log: (line: string) => void): Promise<Rights> {
  const policies = createPolicies(await loadCedar(), await readPolicyFiles())
  if (policies.fault !== null) log(`nobody may do anything: ${policies.fault}`)
  return createRights(policies)
}

export async function loadCedar(): Promise<Cedar | null> {
  try {
    return await import('@cedar-policy/cedar-wasm/nodejs')
  } catch {
    return null
  }
}

/** Every file beside this one, by name. Null where one cannot be read. */
export async function readPolicyFiles(folder = new URL('./policies/', import.meta.url)): Promise<PolicyFiles | null> {
  try {
    const names = (await fs.readdir(folder)).filter((name) => name.endsWith('.cedar')).toSorted()
    const texts = await Promise.all(names.map(async (name) => [name, await fs.readFile(new URL(name, folder), 'utf8')]))
    const schema = await fs.readFile(new URL('schema.cedarschema', folder), 'utf8')
    return { schema, policies: Object.fromEntries(texts) as Record<string, string> }
  } catch {
    return null
  }
}
