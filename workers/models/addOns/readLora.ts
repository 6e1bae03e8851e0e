// LoRA and its kin, from the tensors of a file to differences of weights. What they fit is found out with a checkpoint.
import { PalimpsestError } from '../../../src/shared/errors'
import type { Message } from '../../../src/shared/message'
import { readNumber, type TensorEntry, type TensorIndex } from '../../weights/safetensors'
import type { Difference, Product } from '../overlays/overlay'
import type { Lora, WeightDifference } from './addOn'
import { readLoraKey, type LoraKey, type Role } from './loraKeys'
import type { LoraScales } from './loraScale'
import { messages } from './messages'

interface Group extends Omit<LoraKey, 'role'> {
  readonly tensors: Map<Role, TensorEntry>
}

/** @throws PalimpsestError('weights') when a module lacks a tensor, or has one of another rank. */
export async function readLora(
  tensors: TensorIndex,
  scales: LoraScales,
): Promise<Pick<Lora, 'differences' | 'unread' | 'textWidth'>> {
  const groups = new Map<string, Group>()
  const unread: string[] = []
  for (const [key, entry] of tensors) {
    const read = readLoraKey(key)
    if (!read) {
      unread.push(key)
      continue
    }
    const { part, module, role } = read
    const name = `${part} ${module}`
    const group = groups.get(name) ?? { part, module, tensors: new Map<Role, TensorEntry>() }
    groups.set(name, group)
    const other = group.tensors.get(role)
    if (other) throw damaged(messages.sameTensor({ first: other.key, second: key }))
    group.tensors.set(role, entry)
  }
  const differences: WeightDifference[] = []
  for (const group of groups.values()) differences.push(...(await differencesOf(group, scales)))
  const textWidth = textWidthOf(groups.values())
  return { differences, unread, ...(textWidth !== undefined && { textWidth }) }
}

async function differencesOf(group: Group, scales: LoraScales): Promise<WeightDifference[]> {
  const { part, module, tensors } = group
  const made = new Parts(group)
  const magnitude = tensors.get('magnitude')
  const found: WeightDifference[] = []
  const read = made.difference()
  if (read) {
    const alpha = tensors.get('alpha')
    const given = alpha && (await readNumber(alpha))
    const { difference, rank } = read
    found.push({
      part,
      module,
      target: 'weight',
      difference,
      scale: scales.scaleOf({ part, module, rank, alpha: given }),
      ...(magnitude && { magnitude: { lengths: magnitude, of: sideOf(magnitude) } }),
      keys: [...tensors].filter(([role]) => role !== 'diff_b').map(([, { key }]) => key),
    })
  }
  const set = tensors.get('set_weight')
  if (set && read) throw damaged(messages.setAndChanged({ key: set.key }))
  if (set) found.push({ part, module, target: 'weight', replacement: set, keys: [set.key] })
  const bias = tensors.get('diff_b')
  if (bias)
    found.push({
      part,
      module,
      target: 'bias',
      difference: { kind: 'product', of: { whole: bias } },
      scale: 1,
      keys: [bias.key],
    })
  if (found.length > 0) return found
  const [first] = tensors.values()
  throw damaged(messages.standsAlone({ key: first!.key }))
}

/** LyCORIS' older files give columns [1, in, 1, 1]; PEFT, which names them otherwise, gives a convolution's rows so. */
const sideOf = ({ key, shape }: TensorEntry): 'rows' | 'columns' =>
  key.endsWith('.dora_scale') && shape.length > 1 && shape[0] === 1 && shape[1]! > 1 ? 'columns' : 'rows'

/** The tensors of one module, put together. */
class Parts {
  constructor(private readonly group: Group) {}

  /** What they add to the weight, and the rank that alpha is divided by, where one is. */
  difference(): { readonly difference: Difference; readonly rank?: number } | undefined {
    const has = (role: Role) => this.group.tensors.has(role)
    if (has('down') || has('up')) {
      const [up, down, core] = [this.need('up'), this.need('down'), this.group.tensors.get('core')]
      return {
        difference: { kind: 'product', of: core ? { up, core, down } : { up, down } },
        rank: down.shape[0]!,
      }
    }
    if (has('hada_w1_a')) {
      const of = [this.hadamard('1'), this.hadamard('2')] as const
      return { difference: { kind: 'hadamard', of }, rank: this.need('hada_w1_b').shape[0]! }
    }
    if (has('lokr_w1') || has('lokr_w1_a')) {
      const first = this.group.tensors.get('lokr_w1')
      const outer: Product = first
        ? { whole: first }
        : { up: this.need('lokr_w1_a'), down: this.need('lokr_w1_b') }
      const narrow = this.group.tensors.get('lokr_w1_b') ?? this.group.tensors.get('lokr_w2_b')
      return {
        difference: { kind: 'kronecker', of: [outer, this.kroneckerInner()] },
        // Two whole factors have no rank: alpha means nothing.
        ...(narrow && { rank: narrow.shape[0]! }),
      }
    }
    const whole = this.group.tensors.get('diff')
    return whole && { difference: { kind: 'product', of: { whole } } }
  }

  private hadamard(which: '1' | '2'): Product {
    const [up, down] = [this.need(`hada_w${which}_a`), this.need(`hada_w${which}_b`)]
    const core = this.group.tensors.get(`hada_t${which}`)
    return core ? { up, core, down, upTransposed: true } : { up, down }
  }

  private kroneckerInner(): Product {
    const whole = this.group.tensors.get('lokr_w2')
    if (whole) return { whole }
    const [up, down] = [this.need('lokr_w2_a'), this.need('lokr_w2_b')]
    const core = this.group.tensors.get('lokr_t2')
    return core ? { up, core, down, upTransposed: true } : { up, down }
  }

  private need(role: Role): TensorEntry {
    const entry = this.group.tensors.get(role)
    if (entry) return entry
    const [first] = this.group.tensors.values()
    throw damaged(messages.lacksOne({ key: first!.key }))
  }
}

const damaged = (what: Message): PalimpsestError => new PalimpsestError(messages.notWhole({ what }))

/** Numbers a token of the text that the cross-attention's keys and values are made of. */
function textWidthOf(groups: Iterable<Group>): number | undefined {
  for (const { part, module, tensors } of groups) {
    if (part === 'text_encoder' || part === 'text_encoder_2') continue
    if (!/attn2[._](?:processor[._])?to_[kv]$/.test(module)) continue
    const width = (tensors.get('down') ?? tensors.get('diff') ?? tensors.get('hada_w1_b'))?.shape[1]
    if (width !== undefined) return width
    const [outer, inner] = ['lokr_w1', 'lokr_w2'].map(
      (name) => (tensors.get(name as Role) ?? tensors.get(`${name}_b` as Role))?.shape[1],
    )
    if (outer !== undefined && inner !== undefined) return outer * inner
  }
  return undefined
}
