/** Signs the tokens of test servers. */
export const JWT_SECRET = 'kq3VnJ8sTz6YbR1xWm5Lc9Fd2Gh7Pa4E';
