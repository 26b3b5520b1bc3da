import * as words from '#words/alert.tsx'
import type { AlternativeView } from '../../domain/views/history-views.ts'

/** Entries of each kind that are shown at first. */
export const SHOWN = 5

export interface Alternatives {
  readonly facts: readonly AlternativeView[]
  readonly policy: readonly AlternativeView[]
}

/** Facts apart from policy: one is found out, the other is decided. As they came: of each subject the nearest first. */
export function byKind(alternatives: readonly AlternativeView[]): Alternatives {
  return {
    facts: alternatives.filter(({ about }) => about === 'fact'),
    policy: alternatives.filter(({ about }) => about === 'policy'),
  }
}

/** "If its criticality were 3 instead of 4, and an owner were known". */
export function conditionWords({ conditions }: Pick<AlternativeView, 'conditions'>): string {
  return words.ifSo(conditions.join(words.andLast))
}
