using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;
using Grpc.Core;
using Grpc.Net.Client;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// The calls of one session: who sends them, repeating those that a cut connection swallowed, and the errors they end with. All of them can
/// be sent twice; what may not run twice is an <see cref="Operation"/>.
/// </summary>
internal sealed class SparkCalls : IDisposable
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(10);

    private readonly SparkConnection _connection;
    private readonly GrpcChannel _channel;
    private readonly UserContext _user;
    private string? _serverSession;

    public SparkCalls(SparkConnection connection)
    {
        _connection = connection;
        _channel = SparkChannel.Open(connection);
        _user = new UserContext { UserId = connection.Identity.User, UserName = connection.Identity.User };
        SessionId = connection.Identity.NewSession();
        Client = new SparkConnectService.SparkConnectServiceClient(_channel);
    }

    public SparkTarget Target => _connection.Identity.Target;

    public string SessionId { get; }

    public SparkConnectService.SparkConnectServiceClient Client { get; }

    public Backoff NewBackoff() => new(_connection.Options.Clock, _connection.Options.Patience);

    /// <summary>The request with its sender filled in.</summary>
    public T From<T>(T request)
        where T : ISessionRequest
    {
        request.SessionId = SessionId;
        request.UserContext = _user;
        request.ClientType = _connection.Identity.Agent;
        if (request is IObservingRequest observing && _serverSession is { } observed)
        {
            observing.ClientObservedServerSideSessionId = observed;
        }

        return request;
    }

    public CallOptions Options(CancellationToken cancel) => new(_connection.Identity.Headers(), cancellationToken: cancel);

    /// <summary>For calls that are no work: they are answered at once or not at all.</summary>
    public CallOptions Options(TimeSpan limit, CancellationToken cancel) =>
        Options(cancel).WithDeadline(_connection.Options.Clock.GetUtcNow().UtcDateTime + limit);

    /// <summary>The response, when it is from the session that all others were from; RT8008 otherwise.</summary>
    public T Observed<T>(T response, SparkWork work)
        where T : ISessionResponse
    {
        string session = response.ServerSideSessionId;
        if (session.Length > 0 && (_serverSession ??= session) != session)
        {
            throw new FlowException(SparkErrors.SessionLost(Target, work.Title, "another session of the same name answered"));
        }

        return response;
    }

    /// <summary>One request, one response; repeated for as long as the connection is cut and patience lasts.</summary>
    public async Task<T> CallAsync<T>(Func<CallOptions, Task<T>> call, SparkWork work, CancellationToken cancel)
        where T : ISessionResponse
    {
        Backoff backoff = NewBackoff();
        while (true)
        {
            try
            {
                return Observed(await call(Options(cancel)), work);
            }
            catch (RpcException) when (cancel.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancel);
            }
            catch (RpcException e)
            {
                RpcFailure failure = new(e);
                if (!failure.IsCut)
                {
                    throw await TranslateAsync(failure, work, cancel);
                }

                if (!await backoff.WaitAsync(cancel))
                {
                    throw new FlowException(SparkErrors.Lost(Target, work.Title, failure.Why), e);
                }
            }
        }
    }

    /// <summary>A last word that nobody waits long for: that it fails changes nothing.</summary>
    public async Task FarewellAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call)
    {
        try
        {
            using AsyncUnaryCall<T> sent = call(Options(s_farewell, CancellationToken.None));
            await sent;
        }
        catch (RpcException)
        {
            // The server gives up by itself what nobody asks for any more.
        }
    }

    /// <summary>The error to throw for a failure that is Spark's own.</summary>
    public async Task<FlowException> TranslateAsync(RpcFailure failure, SparkWork work, CancellationToken cancel)
    {
        if (failure.Code is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
        {
            return new FlowException(SparkErrors.Refused(Target, failure), failure.Exception);
        }

        ServerError error = await DetailsAsync(failure, work, cancel);
        return new FlowException(work.Mask(ServerErrors.Of(error, Target, work.Title)), failure.Exception);
    }

    public void Dispose() => _channel.Dispose();

    private async Task<ServerError> DetailsAsync(RpcFailure failure, SparkWork work, CancellationToken cancel)
    {
        if (failure.ErrorId.Length == 0)
        {
            return ServerError.Of(failure);
        }

        try
        {
            FetchErrorDetailsRequest request = From(new FetchErrorDetailsRequest { ErrorId = failure.ErrorId });
            return ServerError.Of(await Client.FetchErrorDetailsAsync(request, Options(s_farewell, cancel)), failure, work.Sql);
        }
        catch (RpcException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (RpcException)
        {
            return ServerError.Of(failure);
        }
    }
}
