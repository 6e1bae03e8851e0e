import { Component, type ReactNode } from 'react'
import type { TextKey } from '../strings/text'
import { Button } from '../ui/Button'
import styles from './ErrorBoundary.module.css'

interface ErrorBoundaryProps {
  readonly t: (key: TextKey) => string
  readonly children: ReactNode
}

/** A fault in a panel loses nothing: the stores are outside of React, so that drawing can simply be tried again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | undefined }> {
  override readonly state: { readonly error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <main className={styles.fault} role="alert">
        <h1 className={styles.title}>{this.props.t('app.crashed')}</h1>
        <p>{this.props.t('app.crashedHint')}</p>
        <pre className={styles.detail}>{error.message}</pre>
        <Button look="primary" onClick={() => this.setState({ error: undefined })}>
          {this.props.t('app.goOn')}
        </Button>
      </main>
    )
  }
}
