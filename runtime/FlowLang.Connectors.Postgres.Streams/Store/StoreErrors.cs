using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>RT413x: what keeps a stream from going on with what is stored, or from storing.</summary>
internal static class StoreErrors
{
    public static FlowError Incompatible(StreamRun run, ImmutableArray<string> differences) => new(
        "RT4130",
        $"the state that `{run.Pipeline.Name}` left is not this program's",
        string.Join("\n", differences),
        "nothing was read; run the program that made the state, rename the pipeline to begin anew, or delete the pipeline's rows of "
        + "flow.stream_state, flow.stream_operators and flow.stream_offsets",
        run.Pipeline.File,
        run.Pipeline.Line)
    {
        Kind = ErrorKind.Schema,
    };

    public static FlowError Unknown(PostgresTarget target, string why) => new(
        "RT4131",
        $"{target} was lost during a commit, and did not come back to say whether it happened",
        why,
        "start again: flow.stream_offsets there decides, so nothing is processed twice")
    {
        Transient = true,
    };

    public static FlowError Refused(string table, string column, string value, string why) => new(
        "RT4132",
        $"column `{column}` of a row for {table} holds a value that can't be stored unchanged",
        $"{value} {why}",
        "nothing was committed; handle it in the program, for example with `replace` or `else reject`");

    public static FlowError Options(StreamRun run, string why) => new("RT4133", why, null, null, run.Pipeline.File, run.Pipeline.Line)
    {
        Kind = ErrorKind.Usage,
    };
}
