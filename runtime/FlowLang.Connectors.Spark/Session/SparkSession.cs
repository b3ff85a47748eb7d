using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;
using Grpc.Core;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// One session in the cluster, with its temporary views. ANSI mode, UTC, TIMESTAMP for instants, case-sensitive names and the rest of
/// FlowLang's meaning are set when it is opened; it is released when disposed. Calls may overlap. A cut connection is made again for as
/// long as <see cref="SparkOptions.Patience"/>, without losing or doubling a row; a session that the cluster lost is RT8008 (transient).
/// </summary>
public sealed partial class SparkSession : IAsyncDisposable
{
    private const int OldestMajor = 4;
    private static readonly TimeSpan s_opening = TimeSpan.FromSeconds(60);

    private readonly SparkCalls _calls;

    private SparkSession(SparkCalls calls, string version)
    {
        _calls = calls;
        Version = version;
    }

    /// <summary>The server's version: <c>4.1.1</c>.</summary>
    public string Version { get; }

    /// <summary>The session's UUID.</summary>
    public string Id => _calls.SessionId;

    /// <summary>See <see cref="SparkConnection.OpenAsync"/>.</summary>
    public static async Task<SparkSession> OpenAsync(SparkConnection connection, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(connection);
        SparkCalls calls = new(connection);
        try
        {
            string version = await VersionAsync(calls, cancel);
            await SetAsync(calls, SessionSettings.All, cancel);
            return new SparkSession(calls, version);
        }
        catch
        {
            calls.Dispose();
            throw;
        }
    }

    /// <summary>Sets Spark's settings for this session alone.</summary>
    public Task SetAsync(IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancel) =>
        SetAsync(_calls, settings, cancel);

    /// <summary>Stops everything that runs in the session: it ends with RT8013.</summary>
    public Task InterruptAsync(CancellationToken cancel) => _calls.CallAsync(
        options => _calls.Client.InterruptAsync(
            _calls.From(new InterruptRequest { InterruptType = InterruptRequest.Types.InterruptType.All }), options).ResponseAsync,
        SparkWork.Called("interrupting the session"),
        cancel);

    /// <summary>Releases the session: its views are gone, what still runs in it is stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _calls.FarewellAsync(options => _calls.Client.ReleaseSessionAsync(_calls.From(new ReleaseSessionRequest()), options));
        _calls.Dispose();
    }

    /// <summary>The first call of all: it tells whether there is a Spark that will do.</summary>
    private static async Task<string> VersionAsync(SparkCalls calls, CancellationToken cancel)
    {
        AnalyzePlanRequest request = calls.From(
            new AnalyzePlanRequest { SparkVersion = new AnalyzePlanRequest.Types.SparkVersion() });
        AnalyzePlanResponse response;
        try
        {
            response = await calls.Client.AnalyzePlanAsync(request, calls.Options(s_opening, cancel));
        }
        catch (RpcException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (RpcException e)
        {
            throw new FlowException(SparkErrors.Connecting(new RpcFailure(e), calls.Target), e);
        }

        string version = calls.Observed(response, SparkWork.Called("opening a session")).SparkVersion?.Version ?? "";
        bool isMajor = int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major);
        return isMajor && major >= OldestMajor ? version : throw new FlowException(SparkErrors.TooOld(calls.Target, version));
    }

    private static Task SetAsync(SparkCalls calls, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancel)
    {
        ConfigRequest.Types.Set set = new();
        set.Pairs.AddRange(settings.Select(setting => new KeyValue { Key = setting.Key, Value = setting.Value }));
        return calls.CallAsync(
            options => calls.Client.ConfigAsync(
                calls.From(new ConfigRequest { Operation = new ConfigRequest.Types.Operation { Set = set } }), options).ResponseAsync,
            SparkWork.Called("setting up the session"),
            cancel);
    }
}
