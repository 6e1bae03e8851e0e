import { defineMessages } from '../shared/defineMessages'

export const messages = defineMessages('engine', {
  stopped: {
    code: 'internal',
    message: 'The engine stopped.',
    hint: 'It was started again. Your picture is safe; run the edit once more.',
  },
  engineNotRead: {
    code: 'internal',
    message: 'The engine could not be read, so no edit can run yet.',
    hint: 'Check the connection, then reload the page.',
  },
  noCheckpointAddress: {
    code: 'checkpoint',
    message: '"{address}" is not an address of a checkpoint.',
    hint: 'Give a link that begins with https://, or open it in the checkpoint dialog.',
  },
})
