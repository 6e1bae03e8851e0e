/** What the bundled pictures show, by their English captions. */
export const captions: Readonly<Record<string, string>> = {
  'an orange cat in a meadow': '풀밭의 주황색 고양이',
  'a red car in the desert': '사막의 빨간 자동차',
  'a brown house with a hat in the snow': '눈밭에서 모자를 쓴 갈색 집',
  'a smiling yellow face with glasses on the beach': '해변에서 안경을 쓰고 웃는 노란 얼굴',
  'a white robot left of a brown dog at night': '밤에 갈색 개 왼쪽에 있는 흰 로봇',
  'a red mushroom left of a purple flower in a meadow': '풀밭에서 보라색 꽃 왼쪽에 있는 빨간 버섯',
  'a brown dog on the beach': '해변의 갈색 개',
  'a green tree in the snow': '눈 속의 초록 나무',
}
