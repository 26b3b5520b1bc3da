/** What people keep by name. */
export interface KeptTables {
  /** What people try on the history, kept by name. */
  scenario: {
    tenant: string
    id: string
    number: number
    name: string
    note: string
    owner_id: string
    owner_name: string
    is_shared: boolean
    /** JSON: policy, triggers and hypotheses. */
    content: string
    version: number
    created_at: number
    updated_at: number
  }
  /** Views of the queue, kept by name. */
  saved_view: {
    tenant: string
    id: string
    number: number
    name: string
    /** The search part of the queue's URL; nothing here reads it. */
    search: string
    audience: 'private' | 'team'
    team: string
    owner_id: string
    owner_name: string
    version: number
    created_at: number
    updated_at: number
  }
  /** What the people of a role in a team begin with: at most one view each, by the key. */
  view_default: { tenant: string; team: string; role: string; view_id: string }
}
