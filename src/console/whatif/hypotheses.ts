import * as words from '#words/hypotheses.ts'
import type { Hypothesis } from '../../domain/views/history-views.ts'
import type { IdentityInHistory } from '../../engine/worker/whatif-client.ts'

export type SupposedFacts = Hypothesis['facts']

/** Which identities are meant, in the words of a select. */
export const SELECTIONS = ['no-owner', 'not-mapped', 'no-criticality', 'no-environment', 'shared', 'chosen'] as const
export type Selection = (typeof SELECTIONS)[number]

/** What may be supposed of them. */
export const SUPPOSITIONS = ['owner', 'mapped', 'criticality', 'environment', 'split'] as const
export type Supposition = (typeof SUPPOSITIONS)[number]

/** Stands for "somebody": which name it is changes no gate. */
export const SUPPOSED_OWNER = words.supposedOwner

export function selectIdentities(
  identities: readonly IdentityInHistory[],
  selection: Selection,
  name: string,
): readonly IdentityInHistory[] {
  const low = name.trim().toLowerCase()
  const named = identities.filter((one) => low === '' || one.name.toLowerCase().includes(low))
  if (selection === 'no-owner') return named.filter(({ hasOwner }) => !hasOwner)
  if (selection === 'not-mapped') return named.filter(({ consumersKnown }) => !consumersKnown)
  if (selection === 'no-criticality') return named.filter(({ criticality }) => criticality === null)
  if (selection === 'no-environment') return named.filter(({ environment }) => environment === null)
  if (selection === 'shared') {
    return named.filter(({ tenancy, consumers }) => consumers.length > 1 || (tenancy !== null && SHARED.has(tenancy)))
  }
  return low === '' ? [] : named
}

const SHARED: ReadonlySet<string> = new Set(['shared', 'multi-tenant'])

/** An identity that nobody claimed has no facts that count: supposing one supposes that it is claimed, too. */
export function factsOf(supposition: Supposition, value: string): SupposedFacts {
  if (supposition === 'owner')
    return { claimed: true, technicalOwner: value.trim() === '' ? SUPPOSED_OWNER : value.trim() }
  if (supposition === 'mapped') return { claimed: true, consumersKnown: true }
  if (supposition === 'criticality') return { claimed: true, criticality: Math.min(5, Math.max(1, Number(value) || 1)) }
  if (supposition === 'split') return { claimed: true, tenancy: 'dedicated' }
  const environment = (['prod', 'staging', 'ci', 'dev', 'decoy'] as const).find((one) => one === value) ?? 'dev'
  return { claimed: true, environment }
}

/** More facts for some identities; what was supposed of them before stays unless it is said anew. */
export function supposing(
  before: readonly Hypothesis[],
  identities: readonly Pick<IdentityInHistory, 'id'>[],
  facts: SupposedFacts,
): readonly Hypothesis[] {
  const chosen = new Set(identities.map(({ id }) => id))
  const known = new Set(before.map(({ identityId }) => identityId))
  return [
    ...before.map((one) => (chosen.has(one.identityId) ? { ...one, facts: { ...one.facts, ...facts } } : one)),
    ...identities.filter(({ id }) => !known.has(id)).map(({ id }): Hypothesis => ({ identityId: id, facts })),
  ]
}

/**
 * Each identity serves one consumer and no other: the one that is named, where it is one of its own, else its most critical one, so
 * that what would break is never made to look smaller than it may be.
 */
export function splitting(
  before: readonly Hypothesis[],
  identities: readonly Pick<IdentityInHistory, 'id' | 'consumers'>[],
  consumerId: string,
): readonly Hypothesis[] {
  const kept = new Map(
    identities.map(({ id, consumers }) => {
      const stays = consumers.find((one) => one.id === consumerId) ?? consumers[0]
      return [id, stays === undefined ? [] : [stays.id]]
    }),
  )
  return supposing(before, identities, factsOf('split', '')).map((one) => {
    const consumers = kept.get(one.identityId)
    return consumers === undefined ? one : { ...one, consumers }
  })
}

/** Hypotheses that say the same, together: "40 identities: owner known". Largest first. */
export function groupsOf(
  hypotheses: readonly Hypothesis[],
): readonly { readonly words: string; readonly ids: readonly string[] }[] {
  const groups = new Map<string, string[]>()
  for (const { identityId, facts, consumers } of hypotheses) {
    const said = factWords(facts, consumers)
    const ids = groups.get(said)
    if (ids === undefined) groups.set(said, [identityId])
    else ids.push(identityId)
  }
  return [...groups].map(([said, ids]) => ({ words: said, ids })).sort((a, b) => b.ids.length - a.ids.length)
}

function factWords(facts: SupposedFacts, consumers: Hypothesis['consumers']): string {
  const parts = [
    (facts.technicalOwner ?? facts.businessOwner)
      ? words.ownerIs(facts.technicalOwner ?? facts.businessOwner ?? '')
      : null,
    facts.consumersKnown === true ? words.consumersMapped : null,
    facts.criticality ? words.criticalityIs(facts.criticality) : null,
    facts.environment ? words.environmentIs(facts.environment) : null,
    facts.privilege ? words.privilegeIs(facts.privilege) : null,
    facts.tenancy ? words.tenancyIs(facts.tenancy) : null,
    consumers === undefined ? null : words.splitOneConsumer(consumers.length),
  ].filter((part) => part !== null)
  return parts.length === 0 ? words.otherwise : parts.join(', ')
}
