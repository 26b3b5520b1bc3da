import type { Gateway } from '../gateway.ts'
import { getMeta } from '../store/estate.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { EstateSeed } from './estate-seed.ts'

/** Key in `meta`; `loaded` is what `hasSample` asks for. */
export const SAMPLE_STATE = 'sample'
/** The exercises that the sample brought: a list, so that real ones are told apart when it goes. */
export const SAMPLE_EXERCISES = 'sample-exercises'

export const SAMPLE_STATES = ['none', 'loading', 'loaded', 'removing', 'removed'] as const
export type SampleState = (typeof SAMPLE_STATES)[number]

/** The exercises that the sample brought, each as `playbook@version@time`; an exercise that was carried out here is none of them. */
export async function sampleExercises(read: Reader | Tx, tenant: string): Promise<ReadonlySet<string>> {
  const told = JSON.parse((await getMeta(read, tenant, SAMPLE_EXERCISES)) ?? '[]') as EstateSeed['exercises']
  return new Set(told.map((one) => `${one.playbookId}@${one.playbookVersion}@${one.exercisedAt}`))
}

/** `none` where there never was one. `loading` and `removing` say that it broke off or is under way: call it again. */
export async function sampleState(gateway: Gateway): Promise<SampleState> {
  const state = await getMeta(gateway.store.read, gateway.store.tenant, SAMPLE_STATE)
  return SAMPLE_STATES.find((known) => known === state) ?? 'none'
}
