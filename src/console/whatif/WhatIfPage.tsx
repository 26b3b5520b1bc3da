import { lazy, Suspense } from 'react'
import * as words from '#words/whatif.tsx'
import { keepSchemasFromCompiling } from '../shared/policy/no-eval.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'

// Loaded apart: within one bundle schemas would be made before anything else is run.
const WhatIf = lazy(async () => {
  if (!keepSchemasFromCompiling()) throw new Error('The schemas of this page would compile themselves.')
  return { default: (await import('./WhatIf.tsx')).WhatIf }
})

/** The screen, once its schemas may be loaded. */
export function WhatIfPage() {
  return (
    <Suspense
      fallback={
        <>
          <ScreenBar title={words.whatIf} />
          <LoadingState label={words.loadingThePolicy} />
        </>
      }
    >
      <WhatIf />
    </Suspense>
  )
}
