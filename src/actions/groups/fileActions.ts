import type { Action } from '../action'
import { open, viewing } from '../conditions'
import { doing } from '../late'

export const fileActions: readonly Action[] = [
  {
    id: 'file.new',
    label: 'action.new',
    group: 'file',
    run: doing(({ newPicture }, editor) => newPicture(editor)),
  },
  {
    id: 'file.open',
    label: 'action.open',
    group: 'file',
    keys: ['Mod+O'],
    run: doing(({ openFromDisk }, editor) => openFromDisk(editor)),
  },
  {
    id: 'file.close',
    label: 'action.close',
    group: 'file',
    enabled: open,
    run: doing(({ closePicture }, editor) => closePicture(editor)),
  },
  {
    id: 'file.export',
    label: 'action.export',
    group: 'file',
    begins: true,
    keys: ['Mod+S', 'Mod+E'],
    enabled: (editor) => open(editor) || viewing(editor),
    run: ({ view }) => view.setState({ dialog: 'export' }),
  },
  {
    id: 'file.saveProject',
    label: 'action.saveProject',
    group: 'file',
    keys: ['Mod+Shift+S'],
    enabled: open,
    run: doing(({ saveProject }, editor) => saveProject(editor)),
  },
  {
    id: 'file.exportPsd',
    label: 'action.exportPsd',
    group: 'file',
    enabled: open,
    run: doing(({ saveAsPsd }, editor) => saveAsPsd(editor)),
  },
  {
    id: 'file.copy',
    label: 'action.copy',
    group: 'file',
    begins: true,
    keys: ['Mod+C'],
    enabled: open,
    run: doing(({ copyToClipboard }, editor) => copyToClipboard(editor)),
  },
  {
    id: 'file.paste',
    label: 'action.paste',
    group: 'file',
    run: doing(({ pasteAsLayer }, editor) => pasteAsLayer(editor)),
  },
  {
    id: 'file.checkpoint',
    label: 'action.checkpoint',
    group: 'file',
    begins: true,
    run: ({ view }) => view.setState({ dialog: 'checkpoint' }),
  },
  {
    id: 'file.addOn',
    label: 'action.addOn',
    group: 'file',
    run: ({ view }) => view.setState({ dialog: 'add-on' }),
  },
  {
    id: 'file.teach',
    label: 'action.teach',
    group: 'file',
    run: ({ view }) => view.setState({ dialog: 'teach' }),
  },
  {
    id: 'file.batch',
    label: 'action.batch',
    group: 'file',
    begins: true,
    run: ({ view }) => view.setState({ dialog: 'batch' }),
  },
  {
    id: 'file.settings',
    label: 'action.settings',
    group: 'file',
    begins: true,
    keys: ['Mod+,'],
    run: ({ view }) => view.setState({ dialog: 'settings' }),
  },
]
