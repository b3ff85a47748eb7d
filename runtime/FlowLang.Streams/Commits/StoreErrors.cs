using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>RT413x: what keeps a stream from going on with what is stored, or from storing.</summary>
public static class StoreErrors
{
    /// <param name="differences">An operator each.</param>
    /// <param name="forget">How the state is given up.</param>
    public static FlowError Incompatible(StreamRun run, IEnumerable<string> differences, string forget) => new(
        "RT4130",
        $"the state that `{run.Pipeline.Name}` left is not this program's",
        string.Join("\n", differences),
        $"nothing was read; run the program that made the state, rename the pipeline to begin anew, or {forget}",
        run.Pipeline.File,
        run.Pipeline.Line)
    {
        Kind = ErrorKind.Schema,
    };

    public static FlowError Unknown(string target, string why) => new(
        "RT4131",
        $"{target} was lost during a commit, and did not come back to say whether it happened",
        why,
        "start again: the offsets there decide, so nothing is processed twice")
    {
        Transient = true,
    };

    public static FlowError Refused(string target, UnwritableValueException e) => new(
        "RT4132",
        $"column `{e.Column}` of a row for {target} holds a value that can't be stored unchanged",
        $"{e.Value} {e.Why}",
        "nothing was committed; handle it in the program, for example with `replace` or `else reject`");

    public static FlowError Options(StreamRun run, string why, string? help = null) =>
        new("RT4133", why, null, help, run.Pipeline.File, run.Pipeline.Line) { Kind = ErrorKind.Usage };
}
