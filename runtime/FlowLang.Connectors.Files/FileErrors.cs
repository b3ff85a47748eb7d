using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>RT2xxx: errors of files, and RT3xxx where a file's columns are not what the program was compiled for.</summary>
internal static class FileErrors
{
    public const string NoFileCode = "RT2001";

    public static FlowException NoFile(string source, string path, IReadOnlyList<string> nearby) => Error(
        NoFileCode,
        $"{source}: no file matches {path}",
        nearby.Count == 0 ? "the folder is empty or does not exist" : $"what is there: {string.Join(", ", nearby)}",
        "check the path and the interval; a source without files is never read as an empty one");

    public static FlowException Empty(string source, string path) => Error(
        "RT2002", $"{source}: {path} is empty", "it has no bytes, not even a header", "was its download or upload cut off?");

    public static FlowException LfsPointer(string source, string path) => Error(
        "RT2003", $"{source}: {path} is a Git LFS pointer, not the data", "the repository was cloned without its large files",
        "run `git lfs pull` where the file comes from");

    public static FlowException WrongContent(string source, string path, string found, string expected) => Error(
        "RT2004", $"{source}: {path} is {found}, not {expected}",
        found.Contains("HTML", StringComparison.Ordinal) ? "often a sign-in or error page that was saved instead of the file" : null,
        "read it with the connector for its format, or fetch the file again");

    public static FlowException Encoding(string source, string path, string found, string option) => Error(
        "RT2005", $"{source}: {path} is {found}, not UTF-8", null, $"give the source the option `encoding: \"{option}\"`");

    public static FlowException Truncated(string source, string path, string why) => Error(
        "RT2006", $"{source}: {path} is cut off or damaged", why, "fetch the file again; nothing of it was loaded");

    public static FlowException RecordTooLong(string source, string path, long record, int limit) => Error(
        "RT2007", $"{source}: record {record} of {path} is longer than {limit >> 20} MiB",
        "one field is that long, or a quote that was opened is never closed",
        "correct the file, or check the options `quote` and `delimiter`");

    public static FlowException OutsideRoot(string connection, string path) => Error(
        "RT2008", $"{path} leaves the root of connection `{connection}`", "a link or `..` points outside of it",
        "move the file below the root, or give the connection a wider `root`", ErrorKind.Usage);

    public static FlowException Changed(string source, string path) => Error(
        "RT2009", $"{source}: {path} changed while it was read", "its size or time of modification is not what it was when the run began",
        "run again when the file is complete; nothing was committed", transient: true);

    public static FlowException CannotRead(string source, string path, string why) => Error(
        "RT2010", $"{source}: {path} can't be read", why, "check that the file is there and its permissions");

    public static FlowException UnknownOption(string source, string option, string value, string known) => Error(
        "RT2011", $"{source}: `{option}: \"{value}\"` is not known", null, $"one of {known}", ErrorKind.Usage);

    public static FlowException NoInterval(string source, string path) => Error(
        "RT2012", $"{source}: the path {path} needs an interval", "it has a placeholder that is bound by the run's interval",
        "give the pipeline a `partition:` and the run `--interval`", ErrorKind.Usage);

    public static FlowException NoZstd(string source, string path) => Error(
        "RT2013", $"{source}: {path} is compressed with zstd, and this executable was built without it",
        "only a program that says so carries the codec: `compression: zstd`, or a path that ends in `.zst`",
        "give the source the option `compression: zstd` and build again", ErrorKind.Usage);

    public static FlowException NoRoot(string connection, string root) => Error(
        "RT2014", $"the root of connection `{connection}` is no folder: {root}", "relative roots start in the data folder (`--data`)",
        "create it, or correct `root` or `--data`");

    public static FlowException CannotWrite(string sink, string path, string why) => Error(
        "RT2020", $"{sink}: {path} can't be written", why, "check the folder and its permissions; what was there before is untouched");

    public static FlowException DiskFull(string sink, string path, string why) => Error(
        "RT2021", $"{sink}: the disk is full at {path}", why, "free some space and run again; what was there before is untouched");

    public static FlowException AppendToFile(string sink) => Error(
        "RT2022", $"{sink}: `mode: append` needs a folder", "a file is replaced as a whole, so that readers never see half of it",
        "end the path with `/`: each run then adds a file to the folder", ErrorKind.Usage);

    public static FlowException WrongKindOfTarget(string sink, string path, bool isFolder) => Error(
        "RT2023", $"{sink}: {path} is {(isFolder ? "a folder" : "a file")}",
        isFolder ? "a single file can't replace it" : "a folder can't replace it", "write to another path", ErrorKind.Usage);

    public static FlowException Schema(string source, string path, string difference) => Error(
        "RT3001", $"{source}: {path} does not have the columns that the program was compiled for", difference,
        "correct the file or the type and build again; `flowc lock` takes the type from the file", ErrorKind.Schema);

    private static FlowException Error(
        string code, string message, string? why, string? help, ErrorKind kind = ErrorKind.Run, bool transient = false) =>
        new(new FlowError(code, message, why, help) { Kind = kind, Transient = transient });
}
