using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;
using Grpc.Core;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// One execution in the cluster. Its responses outlive a connection: after a cut, or when the server ends a long stream, reading goes on
/// after the last response that came, so that nothing is lost, doubled or run twice. Disposed before its end, it is interrupted.
/// </summary>
internal sealed class Operation(SparkCalls calls, Plan plan, SparkWork work) : IAsyncDisposable
{
    private const int ReleaseEvery = 8 * 1024 * 1024;

    private readonly string _id = Guid.NewGuid().ToString();
    private readonly Backoff _backoff = calls.NewBackoff();
    private AsyncServerStreamingCall<ExecutePlanResponse>? _call;
    private Task _released = Task.CompletedTask;
    private string? _last;
    private bool _sent;
    private bool _complete;
    private long _unreleased;

    /// <summary>The next response; null after the last.</summary>
    public async Task<ExecutePlanResponse?> NextAsync(CancellationToken cancel)
    {
        while (!_complete)
        {
            try
            {
                _call ??= Begin(cancel);
                if (await _call.ResponseStream.MoveNext(cancel))
                {
                    return Received(_call.ResponseStream.Current);
                }

                Hang();
            }
            catch (RpcException) when (cancel.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancel);
            }
            catch (RpcException e)
            {
                Hang();
                await RecoverAsync(new RpcFailure(e), cancel);
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        Hang();
        await _released;
        if (!_sent)
        {
            return;
        }

        if (!_complete)
        {
            await calls.FarewellAsync(options => calls.Client.InterruptAsync(
                calls.From(new InterruptRequest
                {
                    InterruptType = InterruptRequest.Types.InterruptType.OperationId,
                    OperationId = _id,
                }),
                options));
        }

        await calls.FarewellAsync(options => calls.Client.ReleaseExecuteAsync(
            calls.From(new ReleaseExecuteRequest { OperationId = _id, ReleaseAll = new ReleaseExecuteRequest.Types.ReleaseAll() }),
            options));
    }

    private AsyncServerStreamingCall<ExecutePlanResponse> Begin(CancellationToken cancel)
    {
        if (!_sent)
        {
            ExecutePlanRequest execute = calls.From(new ExecutePlanRequest { Plan = plan, OperationId = _id });
            execute.RequestOptions.Add(
                new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new ReattachOptions { Reattachable = true } });
            _sent = true;
            return calls.Client.ExecutePlan(execute, calls.Options(cancel));
        }

        ReattachExecuteRequest reattach = calls.From(new ReattachExecuteRequest { OperationId = _id });
        if (_last is { } last)
        {
            reattach.LastResponseId = last;
        }

        return calls.Client.ReattachExecute(reattach, calls.Options(cancel));
    }

    private ExecutePlanResponse Received(ExecutePlanResponse response)
    {
        calls.Observed(response, work);
        _backoff.Reset();
        _complete = response.ResponseTypeCase == ExecutePlanResponse.ResponseTypeOneofCase.ResultComplete;

        // Progress is told beside the result and has no place in it.
        if (response.ResponseId.Length > 0)
        {
            _last = response.ResponseId;
        }

        _unreleased += response.ArrowBatch?.Data.Length ?? 0;
        if (_unreleased > ReleaseEvery && _released.IsCompleted && _last is { } last)
        {
            _unreleased = 0;
            _released = calls.FarewellAsync(options => calls.Client.ReleaseExecuteAsync(
                calls.From(new ReleaseExecuteRequest
                {
                    OperationId = _id,
                    ReleaseUntil = new ReleaseExecuteRequest.Types.ReleaseUntil { ResponseId = last },
                }),
                options));
        }

        return response;
    }

    private async Task RecoverAsync(RpcFailure failure, CancellationToken cancel)
    {
        if (failure.Class == "INVALID_HANDLE.OPERATION_NOT_FOUND" && _last is null)
        {
            // The request was cut before the server took it: nothing has run yet.
            _sent = false;
        }
        else if (!failure.IsCut && failure.Class != "INVALID_CURSOR.DISCONNECTED")
        {
            throw await calls.TranslateAsync(failure, work, cancel);
        }

        if (!await _backoff.WaitAsync(cancel))
        {
            throw new FlowException(SparkErrors.Lost(calls.Target, work.Title, failure.Why), failure.Exception);
        }
    }

    private void Hang()
    {
        _call?.Dispose();
        _call = null;
    }
}
