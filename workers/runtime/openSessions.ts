import type { OnnxModel } from '../graph/lowering/writeOnnx'
import type { Session } from './backend'

/** The sessions of a backend that are loaded, which it has to release at its end. */
export class OpenSessions {
  private readonly sessions = new Set<Session>()

  constructor(private readonly createSession: (model: OnnxModel) => Promise<Session>) {}

  readonly create = async (model: OnnxModel): Promise<Session> => {
    const inner = await this.createSession(model)
    const session: Session = {
      run: inner.run,
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
