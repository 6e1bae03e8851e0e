import { translated } from '../shared/translated'
import { messages } from './messages'

export const korean = translated(messages, {
  stopped: {
    message: '엔진이 멈췄습니다.',
    hint: '엔진을 다시 시작했습니다. 그림은 안전하니 편집을 다시 실행하세요.',
  },
  engineNotRead: {
    message: '엔진을 읽을 수 없어 아직 편집을 실행할 수 없습니다.',
    hint: '연결을 확인한 다음 페이지를 새로고침하세요.',
  },
  noCheckpointAddress: {
    message: '"{address}"은(는) 체크포인트의 주소가 아닙니다.',
    hint: 'https://로 시작하는 링크를 쓰거나, 체크포인트 대화 상자에서 여세요.',
  },
})
