using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3125 to FL3132: sources that ask a server for pages of JSON.</summary>
public static class RestDiagnostics
{
    public static Diagnostic JsonPath(TextSpan at, string path) =>
        Error("FL3125", at, $"\"{path}\" is no path to a member of a JSON document")
            .Help("write `$` for the document itself, and each member behind a dot or in brackets: `$.data.items`, `$[\"odd name\"]`");

    public static Diagnostic SecretByReference(TextSpan at, string option) =>
        Error("FL3126", at, $"`{option}` has to be a `secret`")
            .Why("what is written here is in the program, its history and every copy of them")
            .Help($"declare `secret {option} = env(\"…\")`, and name it here");

    public static Diagnostic CursorColumn(TextSpan at, string column, string type) =>
        Error("FL3127", at, $"`{column}` is {type}, of which no highest value can be kept")
            .Help("a cursor is a whole number, an `instant`, `datetime`, `date` or a `text` that grows by code point");

    public static Diagnostic CursorHalf(TextSpan at, string has, string lacks) =>
        Error("FL3128", at, $"{has}, but {lacks}")
            .Why("the value that is kept and the place where it is sent belong together")
            .Help("write both: `cursor: updated_at, query: { since: \"{cursor}\" }`");

    public static Diagnostic OptionsContradict(TextSpan at, string one, string other, string why) =>
        Error("FL3129", at, $"{one} and {other} don't go together").Why(why);

    public static Diagnostic CursorWithPartition(TextSpan at, string pipeline, TextSpan cursor, string source) =>
        Error("FL3130", at, $"a run of pipeline `{pipeline}` owns an interval, and `{source}` goes on from where the run before it ended")
            .Label(cursor, "the cursor")
            .Why("an interval that is run again would get other rows")
            .Help("take `partition:` out, or ask for the interval instead: `query: { from: \"{start}\", to: \"{end}\" }`");

    public static Diagnostic CursorWrite(TextSpan at, string mode, TextSpan cursor, string source) =>
        Error("FL3131", at, $"`mode: {mode}` does not suit rows of `{source}`, of which each run reads only the new ones")
            .Label(cursor, "the cursor")
            .Why(mode == "append"
                ? "the rows at the border come twice: with servers that answer from the value on, and after a run that died"
                : "what was loaded before would be dropped")
            .Help("use `mode: upsert`");

    public static Diagnostic Header(TextSpan at, string name, string why, string help) =>
        Error("FL3132", at, $"the header `{name}` can't be given here").Why(why).Help(help);
}
