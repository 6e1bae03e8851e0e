import type { Backend, Session } from './backend'

/** The sessions of a backend that are loaded, which it has to release at its end. */
export class OpenSessions {
  private readonly sessions = new Set<Session>()

  constructor(private readonly createSession: Backend['createSession']) {}

  readonly create: Backend['createSession'] = async (model, signal) => {
    const inner = await this.createSession(model, signal)
    const session: Session = {
      inputs: inner.inputs,
      run: inner.run,
      ...(inner.runOnDevice && { runOnDevice: inner.runOnDevice }),
      release: () => {
        this.sessions.delete(session)
        return inner.release()
      },
    }
    this.sessions.add(session)
    return session
  }

  readonly releaseAll = async (): Promise<void> => {
    for (const session of this.sessions) await session.release()
  }
}
