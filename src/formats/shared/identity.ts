import type { IdentityKind, IdentityRef, NameKind } from '../../domain/signal/signal.ts'
import { clamp, TEXT_LIMITS } from './text.ts'

export type NamePair = readonly [NameKind, string | null | undefined]

/**
 * An identity from the names a record gives, most lasting first; null where it gives none. Blank names and repeats are
 * left out, and so is a name longer than a name can be: matching is on exact bytes, and half a name is another name.
 */
export function identityOf(
  kind: IdentityKind,
  label: string | null | undefined,
  names: readonly NamePair[],
): IdentityRef | null {
  const seen = new Set<string>()
  const kept: IdentityRef['names'] = []
  for (const [nameKind, value] of names) {
    if (value === null || value === undefined || value.trim() === '' || value.length > TEXT_LIMITS.field) continue
    if (seen.has(value) || kept.length === 20) continue
    seen.add(value)
    kept.push({ kind: nameKind, value })
  }
  const first = kept[0]
  if (first === undefined) return null
  const shown = label === null || label === undefined || label.trim() === '' ? first.value : label
  return { kind, label: clamp(shown, TEXT_LIMITS.field), names: kept }
}

type Found = IdentityRef | null

/**
 * The identities without nulls and without a second one that carries the same names, in order. Takes lists as they are:
 * a record may hold a hundred thousand, and so many cannot be spread into arguments.
 */
export function identitiesOf(...found: readonly (Found | readonly Found[])[]): IdentityRef[] {
  const byName = new Map<string, IdentityRef>()
  for (const ref of found.flat()) {
    if (ref === null) continue
    const key = JSON.stringify(ref.names.map((name) => name.value))
    if (!byName.has(key)) byName.set(key, ref)
  }
  return [...byName.values()]
}

/** `system:serviceaccount:<ns>:<name>` with any prefix of `system:`; null for other subjects. */
export function kubernetesServiceAccount(subject: string | null): IdentityRef | null {
  const match = /^system:serviceaccount:([^:]{1,253}):([^:]{1,253})$/.exec(subject ?? '')
  if (match === null) return null
  return identityOf('service-account', `${match[1]}/${match[2]}`, [['service-account', subject]])
}

/** A mail address by shape only. */
export function isEmail(text: string | null | undefined): text is string {
  return typeof text === 'string' && text.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(text)
}

/** A Google service account's address; Google's own agents end in `.iam.gserviceaccount.com` too and are told apart by project. */
export function isGoogleServiceAccount(text: string | null | undefined): text is string {
  return isEmail(text) && /@(?:[a-z0-9.-]+\.)?gserviceaccount\.com$/.test(text)
}
