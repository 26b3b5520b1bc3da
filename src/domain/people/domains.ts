import { ACTION_OWNERS } from '../action/action-words.ts'

/** For which kinds of systems an approver answers; the same words as those who answer for an action. */
export const APPROVER_DOMAINS = ACTION_OWNERS
export type ApproverDomain = (typeof APPROVER_DOMAINS)[number]

export const DOMAIN_WORDS: Readonly<Record<ApproverDomain, string>> = {
  soc: 'SOC',
  iam: 'IAM',
  platform: 'platform',
  application: 'application',
}
