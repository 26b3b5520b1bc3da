import type { Person } from '../people/person.ts'
import type { SavedView } from './saved-view.ts'

/**
 * The view that the queue opens with for a person who has not chosen one: of the first of their roles, as the person's roles
 * are ordered, that has one in their team.
 */
export function defaultViewFor<View extends Pick<SavedView, 'team' | 'defaultFor'>>(
  views: readonly View[],
  person: Pick<Person, 'team' | 'roles'>,
): View | null {
  const ofTeam = views.filter(({ team }) => team === person.team)
  for (const role of person.roles) {
    const found = ofTeam.find(({ defaultFor }) => defaultFor.includes(role))
    if (found !== undefined) return found
  }
  return null
}
