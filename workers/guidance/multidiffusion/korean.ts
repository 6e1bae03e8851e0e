import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '파노라마',
  summary: '체크포인트의 원래 크기보다 큰 그림을, 겹치는 창들이 서로 맞도록 만듭니다.',
  fields: {
    circular: {
      label: '원형',
      help: '360도 파노라마처럼 오른쪽 끝이 왼쪽 끝과 이어집니다.',
    },
    stride: {
      label: '간격',
      help: '한 창에서 다음 창까지의 거리입니다. 작을수록 이음새가 잘 숨고 오래 걸립니다. 0이면 창의 4분의 1입니다.',
    },
    window: {
      label: '창',
      help: '한 번에 처리하는 부분의 한 변입니다. 0이면 체크포인트가 학습된 크기입니다.',
    },
    feather: {
      label: '가장자리',
      help: '창의 테두리 쪽이 이웃한 창보다 얼마나 적게 반영되는지 정합니다. 0이면 단순 평균입니다.',
    },
  },
  messages: translated(messages, {
    strideTooLarge: {
      message: '파노라마의 간격 {stride} 픽셀이 창 {window} 픽셀보다 큽니다.',
      hint: '간격을 창 이하로 정하세요.',
    },
    fadingWindows: '가장자리가 덜 반영되는 창(“가장자리”를 0으로 두세요)',
  }),
}
