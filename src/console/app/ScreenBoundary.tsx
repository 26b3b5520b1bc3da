import { Component, type ReactNode } from 'react'
import * as words from '#words/app.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { ScreenBar } from '../ui/layout.tsx'

interface State {
  readonly at: string
  readonly failed: { readonly error: unknown } | null
}

interface ScreenBoundaryProps {
  /** What failed at one address says nothing about the next. */
  readonly at: string
  readonly children: ReactNode
}

/** What a screen could not draw, in its place: what happened, and another try. React has no hook for this. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, State> {
  override state: State = { at: this.props.at, failed: null }

  static getDerivedStateFromError(error: unknown): Pick<State, 'failed'> {
    return { failed: { error } }
  }

  static getDerivedStateFromProps({ at }: ScreenBoundaryProps, before: State): State | null {
    return at === before.at ? null : { at, failed: null }
  }

  override render() {
    const { failed } = this.state
    if (failed === null) return this.props.children
    return (
      <>
        <ScreenBar title={words.product} />
        <QueryFailed error={failed.error} onRetry={() => this.setState({ failed: null })} />
      </>
    )
  }
}
