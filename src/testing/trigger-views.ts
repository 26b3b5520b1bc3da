import type { TriggerView } from '../domain/views/change-views.ts'

/** A trigger as the gateway describes it, on and without a hit; for tests. */
export function aTriggerView(id: string, more: Partial<TriggerView> = {}): TriggerView {
  const none = { day: 0, week: 0, month: 0 }
  return {
    id,
    version: 1,
    title: `Title of ${id}`,
    level: 'high',
    mode: 'on',
    origin: 'built-in',
    isEdited: false,
    response: null,
    formats: null,
    attacks: [],
    tags: [],
    confidence: { declared: 60, measured: null, needs: 20 },
    judged: 0,
    truePositives: 0,
    noise: null,
    hits: none,
    shadowHits: none,
    hitsPerDay: [],
    lastFiredAt: null,
    automation: { allowed: false, threshold: 100, lost: null, awaitsDryRun: false },
    openChangeId: null,
    problems: [],
    ...more,
  }
}

export function aResponse(
  more: Partial<NonNullable<TriggerView['response']>> = {},
): NonNullable<TriggerView['response']> {
  return {
    threatens: 'session',
    playbook: 'stolen-session',
    subject: 'actor',
    kinds: [],
    environments: [],
    frameworks: [],
    ...more,
  }
}
