namespace FlowLang.Runtime;

/// <summary>A connection that is told of failures: its address is looked at, and nothing is sent.</summary>
public sealed class NoticeProbe(string name, Func<Notifier> notifier) : HealthProbe
{
    public override string Name => $"connection {name}";

    public override Task<string> CheckAsync(CancellationToken cancel)
    {
        using var made = notifier() as IDisposable;
        return Task.FromResult($"is well described; `notify --test {name}` sends it something");
    }
}
