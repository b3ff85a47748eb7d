using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>RT301x: answers of servers that are no rows. What a server wrote is shown short, without what may be secret.</summary>
internal static class RestErrors
{
    public static FlowException NotJson(string source, string page, string found, string excerpt) => Error(
        "RT3010", $"{source}: {page} is {found}, not JSON", Starts(excerpt),
        found.Contains("HTML", StringComparison.Ordinal)
            ? "often a sign-in or error page: check `base_url`, the path and who asks"
            : "check the path, or ask for JSON by a header or parameter that the server knows");

    public static FlowException BrokenJson(string source, string page, string why, string excerpt) => Error(
        "RT3011", $"{source}: {page} is broken JSON: {why}", Starts(excerpt),
        "nothing of it was loaded; see whether the server gives it whole");

    public static FlowException NoRows(string source, string page, IEnumerable<string> path, string outline) => Error(
        "RT3012", $"{source}: {page} has no records at {Path(path)}", outline,
        "`rows` names an array of objects, or one object: `rows: \"$.data\"`");

    public static FlowException Endless(string source, string page, string why) => Error(
        "RT3013", $"{source}: the pages never end: {page} {why}", "reading on would read the same rows for ever",
        "check `pages`: the parameter's name, and where the next page is told");

    public static FlowException TooManyPages(string source, int most) => Error(
        "RT3014", string.Create(CultureInfo.InvariantCulture, $"{source}: there are more than {most} pages"), null,
        "ask for larger pages or for less, or give the source a higher `max_pages`");

    public static FlowException PageTooLarge(string source, string page, long most) => Error(
        "RT3015", string.Create(CultureInfo.InvariantCulture, $"{source}: {page} is longer than {most} bytes"), "a page is held in memory",
        "ask for smaller pages, or give the source a higher `max_page_size`");

    public static FlowException TooLong(string source, TimeSpan most, int pages) => Error(
        "RT3016", string.Create(CultureInfo.InvariantCulture, $"{source}: the pages took longer than {most}"),
        string.Create(CultureInfo.InvariantCulture, $"{pages} had come"),
        "ask for less, or give the source a longer `max_duration`", transient: true);

    public static FlowException OtherServer(string source, string page, string address) => Error(
        "RT3017", $"{source}: the next page of {page} is at another server: {address}", "it is not asked, and gets no credentials",
        "if that is the place, name it in `base_url`");

    public static FlowException NoToken(string connection, string what, string? excerpt, bool transient = false) => Error(
        "RT3018", $"connection `{connection}`: no token was given out: {what}", excerpt is null ? null : Starts(excerpt),
        "check `token_url`, `client_id`, the client's secret and `scope`", transient: transient);

    public static FlowException Cut(string source, string page, string why, Exception inner) => Error(
        "RT3019", $"{source}: {page} did not come whole, several times", why, "try later; `retry:` of the pipeline does so by itself",
        transient: true, inner: inner);

    public static FlowException Shape(string source, IEnumerable<string> differences, IEnumerable<string> members) => Error(
        "RT3020", $"{source} does not answer with the columns that the program was compiled for",
        $"{string.Join('\n', differences)}\nmembers found: {string.Join(", ", members.Order(StringComparer.Ordinal))}",
        "correct the type and build again; `flowc lock` takes the type from a sample of pages", ErrorKind.Schema);

    public static FlowException Scratch(string source, Exception e) => Error(
        "RT3021", $"{source}: its pages can't be kept in the temporary folder", e.Message,
        "make room, or choose another by TMPDIR", inner: e);

    public static FlowException NoInterval(string source, string text) => Error(
        "RT3022", $"{source}: \"{text}\" needs an interval", "it has a placeholder that is bound by the run's interval",
        "give the pipeline a `partition:` and the run `--interval`", ErrorKind.Usage);

    public static FlowException NoLastPage(string source, string page, IEnumerable<string> path) => Error(
        "RT3023", $"{source}: {page} has no number of the last page at {Path(path)}", "without it nobody knows where the pages end",
        "correct `last`, or leave it out: then the pages end with one without rows");

    private static string Path(IEnumerable<string> members) => "`$" + string.Concat(members.Select(m => "." + m)) + "`";

    private static string? Starts(string excerpt) => excerpt.Length == 0 ? "it is empty" : $"it begins with: {excerpt}";

    private static FlowException Error(
        string code, string message, string? why, string? help, ErrorKind kind = ErrorKind.Run, bool transient = false,
        Exception? inner = null) =>
        new(new FlowError(code, message, why, help) { Kind = kind, Transient = transient }, inner);
}
