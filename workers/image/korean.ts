import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  emptyMask: {
    message: '마스크가 아무것도 덮지 않습니다.',
    hint: '바꿔도 되는 부분을 칠하거나 마스크를 지우세요.',
  },
})
