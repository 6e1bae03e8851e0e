import { translated } from '../shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  pixelsGone: {
    message: '레이어가 가리키는 픽셀이 없습니다.',
    hint: '마지막 단계를 실행 취소하고, 이 문제를 알려 주세요.',
  },
})
