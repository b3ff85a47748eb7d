using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>A gcs connection: its bucket is there and this account may list it.</summary>
/// <param name="connection">Makes it; throws where a parameter of its bucket has no value.</param>
public sealed class GcsProbe(string name, Func<GcsConnection> connection) : HealthProbe
{
    public override string Name => $"connection {name}";

    public override async Task<string> CheckAsync(CancellationToken cancel)
    {
        GcsConnection gcs = connection();
        await gcs.Api.ListAsync(Name, gcs.Prefix, delimiter: "/", page: null, most: 1, cancel);
        return $"{gcs.Url} can be listed";
    }
}
