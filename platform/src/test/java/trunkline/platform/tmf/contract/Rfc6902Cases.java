package trunkline.platform.tmf.contract;

/** The situations of RFC 6902, appendix A, and their neighbours. */
final class Rfc6902Cases {
  /** Document before, operation with paths relative to it, document after. */
  static final String[][] APPLY = {
    {"{\"foo\":\"bar\"}", "add|/baz|\"qux\"", "{\"foo\":\"bar\",\"baz\":\"qux\"}"},
    {"{\"foo\":[\"bar\",\"baz\"]}", "add|/foo/1|\"qux\"", "{\"foo\":[\"bar\",\"qux\",\"baz\"]}"},
    {"{\"baz\":\"qux\",\"foo\":\"bar\"}", "remove|/baz|", "{\"foo\":\"bar\"}"},
    {"{\"foo\":[\"bar\",\"qux\",\"baz\"]}", "remove|/foo/1|", "{\"foo\":[\"bar\",\"baz\"]}"},
    {
      "{\"baz\":\"qux\",\"foo\":\"bar\"}",
      "replace|/baz|\"boo\"",
      "{\"baz\":\"boo\",\"foo\":\"bar\"}"
    },
    {
      "{\"foo\":{\"bar\":\"baz\",\"waldo\":\"fred\"},\"qux\":{\"corge\":\"grault\"}}",
      "move|/qux/thud|/foo/waldo",
      "{\"foo\":{\"bar\":\"baz\"},\"qux\":{\"corge\":\"grault\",\"thud\":\"fred\"}}"
    },
    {
      "{\"foo\":[\"all\",\"grass\",\"cows\",\"eat\"]}",
      "move|/foo/3|/foo/1",
      "{\"foo\":[\"all\",\"cows\",\"eat\",\"grass\"]}"
    },
    {
      "{\"baz\":\"qux\",\"foo\":[\"a\",2,\"c\"]}",
      "test|/foo/1|2",
      "{\"baz\":\"qux\",\"foo\":[\"a\",2,\"c\"]}"
    },
    {
      "{\"foo\":\"bar\"}",
      "add|/child|{\"grandchild\":{}}",
      "{\"foo\":\"bar\",\"child\":{\"grandchild\":{}}}"
    },
    {"{\"/\":9,\"~1\":10}", "test|/~01|10", "{\"/\":9,\"~1\":10}"},
    {"{\"/\":9}", "replace|/~1|8", "{\"/\":8}"},
    {
      "{\"foo\":[\"bar\"]}", "add|/foo/-|[\"abc\",\"def\"]", "{\"foo\":[\"bar\",[\"abc\",\"def\"]]}"
    },
    {"{\"foo\":1}", "copy|/bar|/foo", "{\"foo\":1,\"bar\":1}"},
    {"{\"foo\":1}", "replace|/foo|null", "{\"foo\":null}"},
    {"{\"foo\":1}", "test|/foo|1.0", "{\"foo\":1}"},
    {"{\"foo\":[1,2]}", "add|/foo/2|3", "{\"foo\":[1,2,3]}"},
  };

  /** What must be refused, leaving the resource as it was. */
  static final String[][] REFUSE = {
    {"{\"baz\":\"qux\"}", "test|/baz|\"bar\""},
    {"{\"foo\":\"bar\"}", "add|/baz/bat|\"qux\""},
    {"{\"/\":9,\"~1\":10}", "test|/~01|\"10\""},
    {"{\"foo\":1}", "remove|/nothing|"},
    {"{\"foo\":1}", "replace|/nothing|2"},
    {"{\"foo\":[1]}", "add|/foo/3|2"},
    {"{\"foo\":[1]}", "add|/foo/-1|2"},
    {"{\"foo\":[1]}", "remove|/foo/-|"},
    {"{\"foo\":[1,2]}", "remove|/foo/01|"},
    {"{\"foo\":1}", "move|/bar|/nothing"},
    {"{\"foo\":{\"a\":1}}", "move|/foo/a/b|/foo"},
    {"{\"foo\":1}", "spam|/foo|2"},
  };

  private Rfc6902Cases() {}
}
