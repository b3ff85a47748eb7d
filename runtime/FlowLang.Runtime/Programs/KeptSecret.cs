namespace FlowLang.Runtime;

/// <summary>
/// A secret that a store keeps. What was read serves for a minute; who opens a connection later gets what the store has then, so that a new
/// version is taken without a restart. While the store can't be reached, what was read last goes on serving.
/// </summary>
public sealed class KeptSecret(string name, ISecretStore store, string location, TimeProvider time)
    : Secret(name, ""), IDisposable
{
    private static readonly TimeSpan s_serves = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private (string Value, DateTimeOffset ReadAt)? _read;

    /// <summary>What was read last; throws RT1001 before anything was.</summary>
    public override string Reveal() => _read?.Value ?? throw new FlowException(RunErrors.SecretMissing(Name));

    public void Dispose() => _one.Dispose();

    public override async ValueTask<string> RevealAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_read is { } read && time.GetUtcNow() - read.ReadAt < s_serves)
            {
                return read.Value;
            }

            string value = await store.ReadAsync(location, cancel);
            _read = (value, time.GetUtcNow());
            return value;
        }
        catch (FlowException e) when (e.Error.Transient && _read is not null)
        {
            return Reveal();
        }
        finally
        {
            _one.Release();
        }
    }
}
