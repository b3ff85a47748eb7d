using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>RT4142 to RT4146: what keeps a stream from writing files.</summary>
internal static class FileStoreErrors
{
    public static FlowException Taken(StreamRun run, string path) => Error(
        "RT4142", $"another process runs `{run.Pipeline.Name}` into the same files", $"it holds {path}",
        "one process writes the files of a pipeline: stop the other one");

    public static FlowException Forgotten(StreamRun run, string target, string file) => Error(
        "RT4143", $"{target} has files of `{run.Pipeline.Name}`, and nothing says what is in them",
        $"{file} is there, and the ledger that tells what was written is new",
        "put the ledger (`.flow` in the connection's root) back, or move the pipeline's files away to begin anew: "
        + "their rows would come twice",
        ErrorKind.Usage);

    public static FlowException Ledger(string path, string why, Exception? inner = null) => Error(
        "RT4144", $"the ledger {path} of a stream's files can't be used", why,
        "check the disk and permissions; restore it from a backup together with the files beside it", inner: inner);

    public static FlowException TooLarge(string target, long bytes, int most) => Error(
        "RT4145", $"a row for {target} has {bytes} bytes as JSON", $"{most >> 20} MB is the most",
        "nothing of the round was committed; write less in a row, or reject such rows in the program");

    public static FlowException Unfinished(StreamRun run, IEnumerable<string> differences) => Error(
        "RT4146", $"rows that `{run.Pipeline.Name}` left are in no file yet, and this program can't finish them",
        string.Join("\n", differences),
        "run the program that wrote them until it ends by itself (SIGTERM): it finishes its files", ErrorKind.Schema);

    private static FlowException Error(
        string code, string message, string why, string help, ErrorKind kind = ErrorKind.Run, Exception? inner = null) =>
        new(new FlowError(code, message, why, help) { Kind = kind }, inner);
}
