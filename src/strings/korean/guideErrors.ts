// What the guides refuse, as in errors.ts.

export const guideErrors: Readonly<Record<string, string>> = {
  'Concept {0} of "{1}" has no words.': '"{1}"의 {0}번째 개념에 글이 없습니다.',
  'Write what it is, or remove it.': '무엇인지 적거나 지우세요.',
  '"{0}" reads the self-attention of the UNet’s middle block, and this checkpoint has none there.':
    '"{0}" 기능은 UNet 중간 블록의 자기 주의를 읽는데, 이 체크포인트에는 없습니다.',
  'Choose another checkpoint, or remove the guide.': '다른 체크포인트를 고르거나 가이드를 지우세요.',
}
