import * as words from '#words/app.tsx'
import type { Path } from '../shared/router/paths.ts'
import type { Later } from '../ui/later.ts'
import { page } from './pages.ts'

interface Route {
  /** For the browser's tab. */
  readonly title: string
  readonly Screen: Later<object>
}

/** The screen of each place. All but the first stand behind the sign-in. */
export const ROUTES: Readonly<Record<Path, Route>> = {
  '/sign-in': { title: words.signIn, Screen: page('sign-in/SignInPage') },
  '/queue': { title: words.queue, Screen: page('queue/QueuePage') },
  '/alerts/$alertId': { title: words.alert, Screen: page('alert/AlertPage', true) },
  '/approvals': { title: words.approvals, Screen: page('approvals/ApprovalsPage', true) },
  '/plans/$planId': { title: words.plan, Screen: page('plan/PlanPage') },
  '/identities': { title: words.identities, Screen: page('identity/IdentitiesPage') },
  '/identities/$identityId': { title: words.identity, Screen: page('identity/IdentityPage') },
  '/triggers': { title: words.triggers, Screen: page('triggers/TriggersPage') },
  '/triggers/new': { title: words.newTrigger, Screen: page('triggers/NewTriggerPage') },
  '/triggers/$triggerId': { title: words.trigger, Screen: page('triggers/TriggerPage') },
  '/whatif': { title: words.whatIf, Screen: page('whatif/WhatIfPage') },
  '/record': { title: words.record, Screen: page('audit/AuditPage') },
  '/sources': { title: words.sources, Screen: page('sources/SourcesPage') },
  '/keys': { title: words.yourPasskeys, Screen: page('passkeys/PasskeysPage') },
  '/notices': { title: words.notices, Screen: page('notices/NoticesPage') },
  '/cases': { title: words.cases, Screen: page('cases/CasesPage') },
  '/cases/$caseId': { title: words.caseTitle, Screen: page('cases/CasePage') },
  '/suppressions': { title: words.suppressions, Screen: page('suppressions/SuppressionsPage') },
  '/api-docs': { title: words.api, Screen: page('api-docs/ApiDocsPage') },
}
