import type { GuideTexts } from '../../../src/shared/guideTexts'
import { translated } from '../../../src/shared/translated'
import { messages } from './messages'

export const korean: GuideTexts = {
  label: '찾아 바꾸기 (DiffEdit)',
  summary: '새 설명이 그림에서 바꾸는 곳을 찾아 그곳만 다시 그립니다. 나머지는 그대로 남습니다.',
  fields: {
    source: {
      label: '그림에 보이는 것',
      help: '프롬프트에 원하는 모습을 쓰듯 여기에는 지금 모습을 쓰세요. 서로 다른 부분만 다시 그립니다.',
    },
    mask: { label: '마스크', help: '다시 그릴 곳입니다. 없으면 두 설명에서 찾습니다.' },
    threshold: {
      label: '임계값',
      help: '평균 차이의 몇 배를 넘어야 하는지 정합니다. 클수록 좁게 찾습니다.',
    },
    margin: {
      label: '여백',
      help: '결과가 이 마스크(찾은 것이든 칠한 것이든) 둘레의 잠재 픽셀 몇 개에 걸쳐 그림으로 옅어질지 정합니다. 0이면 마스크에서 딱 끝나고, 찾은 마스크라면 네모난 경계가 보입니다. 편집 자체의 마스크를 벗어나지는 않습니다.',
    },
    maps: {
      label: '표본 수',
      help: '노이즈를 바꿔 가며 차이를 몇 번 잴지 정합니다. 많을수록 확실하고 오래 걸립니다.',
    },
    noise: { label: '노이즈', help: '차이를 잴 때 더하는 노이즈의 양입니다. 많을수록 큰 모양을 찾습니다.' },
    inversion: {
      label: '역변환의 가이던스',
      help: '노이즈로 되돌아갈 때 그림의 설명을 얼마나 엄격히 따를지 정합니다. 1이면 그림이 가장 잘 유지됩니다.',
    },
    inverse: {
      label: '노이즈로 되돌아가는 방법',
      help: 'DDIM 역변환은 어느 샘플러와도 쓸 수 있습니다. DPM-Solver 역변환은 적은 단계로도 그림에 더 가깝지만 DPM-Solver++ 2M 샘플러와만 쓸 수 있습니다.',
      optionLabels: { ddim: 'DDIM', 'dpm-solver++': 'DPM-Solver++' },
    },
  },
  messages: translated(messages, {
    sameMeaning: {
      message: 'DiffEdit의 두 설명이 이 체크포인트에는 같은 뜻이라, 다시 그릴 것이 없습니다.',
      hint: '무엇이 달라져야 하는지 프롬프트에 쓰세요.',
    },
    nowhereSoDifferent: {
      message: 'DiffEdit의 두 설명 사이에서 평균의 {threshold}배만큼 다른 곳이 그림에 없습니다.',
      hint: '임계값을 낮추거나, 무엇이 달라져야 하는지 더 분명하게 쓰세요.',
    },
    emptyMask: {
      message: '마스크가 아무것도 덮지 않습니다.',
      hint: '바꿔도 되는 부분을 칠하거나 마스크를 지우세요.',
    },
  }),
}
