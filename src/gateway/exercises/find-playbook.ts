import type { ActionId } from '../../domain/action/action.ts'
import { PLAYBOOKS, playbookById } from '../../domain/action/playbooks.ts'
import type { Gateway } from '../gateway.ts'
import { findOwn, listOwn, type OwnPlaybook } from '../playbooks/own-playbooks.ts'

/** What an exercise takes of a playbook. */
export interface Exercised {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly actions: readonly ActionId[]
}

/** The version that counts now; null where there is no such playbook. */
export async function findPlaybook({ store }: Gateway, id: string): Promise<Exercised | null> {
  const own = await findOwn(store.read, store.tenant, id)
  return own === null ? playbookById(id) : toExercised(own)
}

/** In the order of the catalogue, then those that were brought in. */
export async function listPlaybooks({ store }: Gateway): Promise<readonly Exercised[]> {
  return [...PLAYBOOKS, ...(await listOwn(store.read, store.tenant)).map(toExercised)]
}

/** Each action once: whether it holds and comes back does not depend on where it stands. */
function toExercised({ id, version, title, course }: OwnPlaybook): Exercised {
  return { id, version, title, actions: [...new Set(course.steps.map(({ action }) => action))] }
}
