import { translated } from '../../src/shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  needsPicture: {
    message: '"{guide}" 가이드에는 그림이 필요한데, 레시피에 없습니다.',
    hint: '먼저 그림을 여세요.',
  },
  needsMask: {
    message: '"{guide}" 가이드에는 마스크가 필요한데, 레시피에 없습니다.',
    hint: '먼저 마스크를 칠하세요.',
  },
})
