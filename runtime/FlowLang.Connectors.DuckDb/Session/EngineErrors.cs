using DuckDB.NET.Data;
using DuckDB.NET.Native;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>RT5xxx: errors of the embedded engine, from its exceptions.</summary>
internal static class EngineErrors
{
    /// <summary>The exception to throw instead of <paramref name="e"/>, which ended <paramref name="work"/>.</summary>
    public static Exception Translate(Exception e, string work, PipelineDefinition pipeline) => e switch
    {
        FlowException or OperationCanceledException => e,
        DuckDBException { ErrorType: DuckDBErrorType.Interrupt } => new OperationCanceledException($"{work} was interrupted", e),
        DuckDBException duck => new FlowException(FromEngine(duck.ErrorType, duck.Message, work, pipeline), e),
        IOException io => new FlowException(FromEngine(DuckDBErrorType.Io, io.Message, work, pipeline), e),
        _ => new FlowException(Failed(e.Message, work, pipeline), e),
    };

    public static FlowError FromEngine(DuckDBErrorType type, string message, string work, PipelineDefinition pipeline) => type switch
    {
        _ when message.Contains("No space left on device", StringComparison.Ordinal)
            || message.Contains("max_temp_directory_size", StringComparison.Ordinal) => new(
                "RT5003", $"the disk is full: {work}", FirstLine(message),
                "free space where the target and the temporary files are (TMPDIR), then run again: nothing was committed",
                pipeline.File, pipeline.Line),
        _ when IsDamage(message) => new(
            "RT2006", $"a file is cut off or damaged: {work}", FirstLine(message), "fetch the file again; nothing was committed",
            pipeline.File, pipeline.Line),
        DuckDBErrorType.OutOfMemory => new(
            "RT5002", $"the embedded engine ran out of memory: {work}", FirstLine(message),
            "give it more with `--memory 2GB`, or point TMPDIR at a larger disk", pipeline.File, pipeline.Line),
        _ => Failed(message, work, pipeline),
    };

    public static FlowError WrongColumns(string relation, string expected, string found, PipelineDefinition pipeline) => new(
        "RT5004", $"the query of `{relation}` does not give the columns it was compiled for", $"compiled for {expected}; it gives {found}",
        "this is a mistake of the compiler: please report it with the program", pipeline.File, pipeline.Line);

    public static FlowError NoTemporaryDirectory(string path) => new(
        "RT5005", $"temporary files can't be written to {path}", "what does not fit into memory goes there",
        "point TMPDIR at a folder that this user may write");

    /// <param name="why">How its columns differ, or what the engine says of it.</param>
    public static FlowError WrongSql(string why, string file, int line) => new(
        "RT5006", "SQL of the program's own is not what the program was compiled for", why,
        "build the program with the flowc that runs it, or correct the SQL; nothing was read", file, line)
    {
        Kind = ErrorKind.Schema,
    };

    private static bool IsDamage(string message) =>
        message.Contains("TProtocolException", StringComparison.Ordinal)
        || message.Contains("ecompression failure", StringComparison.Ordinal)
        || message.Contains("corrupt", StringComparison.OrdinalIgnoreCase)
        || (message.Contains("parquet", StringComparison.OrdinalIgnoreCase)
            && message.Contains("read", StringComparison.OrdinalIgnoreCase));

    private static FlowError Failed(string message, string work, PipelineDefinition pipeline) => new(
        "RT5001", $"the embedded engine failed: {work}", FirstLine(message),
        "if the program and its data look right, this is a mistake of the compiler: please report it", pipeline.File, pipeline.Line);

    public static string FirstLine(string message)
    {
        int end = message.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
