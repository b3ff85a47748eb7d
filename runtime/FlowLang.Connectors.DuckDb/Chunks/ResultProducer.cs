using System.Collections.Immutable;
using DuckDB.NET.Native;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A running query of the engine as chunks, flagged rows split off on the way.</summary>
internal sealed class ResultProducer : IChunkProducer
{
    private readonly DuckDbSession _session;
    private readonly DuckDBPreparedStatement _statement;
    private readonly string _work;
    private readonly FlagSplit? _split;
    private DuckDBResult _result;

    private ResultProducer(
        DuckDbSession session, DuckDBPreparedStatement statement, DuckDBResult result, string work, FlagSplit? split, int? declared)
    {
        _session = session;
        _statement = statement;
        _result = result;
        _work = work;
        _split = split;
        Columns = ReadColumns(ref result, declared);
    }

    public ImmutableArray<DuckDbField> Columns { get; }

    /// <summary>Starts a query; of its columns the first <paramref name="declared"/> are the stream's (all, when null).</summary>
    public static ResultProducer Open(DuckDbSession session, string sql, string work, int? declared, FlagSplit? split)
    {
        DuckDBNativeConnection connection = session.Connection.NativeConnection;
        DuckDBPreparedStatement? statement = null;
        session.ShareCores(streaming: true);
        try
        {
            if (NativeMethods.PreparedStatements.DuckDBPrepare(connection, sql, out statement) == DuckDBState.Error)
            {
                throw Error(NativeMethods.PreparedStatements.DuckDBPrepareError(statement), DuckDBErrorType.Invalid, work, session);
            }

            if (NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out DuckDBResult result) == DuckDBState.Error)
            {
                string message = NativeMethods.Query.DuckDBResultError(ref result);
                DuckDBErrorType type = NativeMethods.Query.DuckDBResultErrorType(ref result);
                NativeMethods.Query.DuckDBDestroyResult(ref result);
                throw Error(message, type, work, session);
            }

            return new ResultProducer(session, statement, result, work, split, declared);
        }
        catch
        {
            statement?.Dispose();
            session.ShareCores(streaming: false);
            throw;
        }
    }

    public DuckDbChunk? Next()
    {
        while (true)
        {
            DuckDBDataChunk chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
            if (chunk.IsInvalid)
            {
                chunk.Dispose();
                ThrowIfFailed();
                return null;
            }

            DuckDbChunk? rows = _split is null ? new DuckDbChunk(chunk) : _split.Split(chunk);
            if (rows is { KeptCount: > 0 })
            {
                return rows;
            }

            chunk.Dispose();
        }
    }

    public void Interrupt() => _session.Connection.NativeConnection.Interrupt();

    public void Dispose()
    {
        NativeMethods.Query.DuckDBDestroyResult(ref _result);
        _statement.Dispose();
        _session.ShareCores(streaming: false);
    }

    private static ImmutableArray<DuckDbField> ReadColumns(ref DuckDBResult result, int? declared)
    {
        int count = declared ?? (int)NativeMethods.Query.DuckDBColumnCount(ref result);
        var columns = ImmutableArray.CreateBuilder<DuckDbField>(count);
        for (int i = 0; i < count; i++)
        {
            using DuckDBLogicalType type = NativeMethods.Query.DuckDBColumnLogicalType(ref result, i);
            columns.Add(new DuckDbField(NativeMethods.Query.DuckDBColumnName(ref result, i), DuckDbType.Read(type)));
        }

        return columns.MoveToImmutable();
    }

    private static Exception Error(string message, DuckDBErrorType type, string work, DuckDbSession session) =>
        type == DuckDBErrorType.Interrupt
            ? new OperationCanceledException($"{work} was interrupted")
            : session.Failure(new FlowException(EngineErrors.FromEngine(type, message, work, session.Run.Pipeline)), work);

    private void ThrowIfFailed()
    {
        string? message = NativeMethods.Query.DuckDBResultError(ref _result);
        if (!string.IsNullOrEmpty(message))
        {
            throw Error(message, NativeMethods.Query.DuckDBResultErrorType(ref _result), _work, _session);
        }
    }
}
