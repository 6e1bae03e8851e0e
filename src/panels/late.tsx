import { useEffect, useSyncExternalStore, type ComponentType, type ReactNode } from 'react'
import type { LatePart } from '../shared/latePart'

type PropsOf<Component> = Component extends (props: infer Props extends object) => ReactNode ? Props : object

/** A part that is read by others; undefined until then. */
export const useLate = <Module,>(part: LatePart<Module>): Module | undefined =>
  useSyncExternalStore(part.subscribe, () => part.now)

/**
 * A component of a part of the page, which is read when the component is first drawn; nothing is in its place until then. That the part
 * cannot be read is said by who asks for it first.
 */
export function late<Module, Name extends keyof Module>(
  part: LatePart<Module>,
  name: Name,
): (props: PropsOf<Module[Name]>) => ReactNode {
  return function Late(props) {
    const module = useLate(part)
    useEffect(() => {
      part.read().catch(() => {})
    }, [])
    if (!module) return null
    const Component = module[name] as ComponentType<PropsOf<Module[Name]>>
    return <Component {...props} />
  }
}
