import type { ActionId, Threat } from './action.ts'

/**
 * An ordered, versioned set of catalogue actions for one kind of threat. The decision picks from it, never beyond it.
 */
export interface Playbook {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly threats: readonly Threat[]
  readonly actions: readonly ActionId[]
}
