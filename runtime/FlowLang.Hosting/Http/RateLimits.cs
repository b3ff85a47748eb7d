using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace FlowLang.Hosting.Http;

/// <summary>How often one address may ask: looking, changing and trying tokens are counted apart. Files of pages and health are
/// free.</summary>
internal static class RateLimits
{
    public static void Configure(RateLimiterOptions options, Site site)
    {
        WebServerLimits limits = site.Options.Limits;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            string from = $"{context.Connection.RemoteIpAddress}";
            PathString path = context.Request.Path;
            return path.StartsWithSegments("/assets", StringComparison.Ordinal) || path == "/healthz" || path == "/readyz"
                ? RateLimitPartition.GetNoLimiter("")
                : IsReading(context.Request) ? Bucket("read " + from, limits.ReadsPerSecond, limits.ReadsAtOnce, TimeSpan.FromSeconds(1))
                : path == "/login" ? Bucket("login " + from, limits.SignInsPerMinute, limits.SignInsPerMinute, TimeSpan.FromMinutes(1))
                : Bucket("write " + from, limits.WritesPerSecond, limits.WritesAtOnce, TimeSpan.FromSeconds(1));
        });
        options.OnRejected = (rejected, _) =>
        {
            int seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait)
                ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
                : 1;
            return new ValueTask(Problems.WriteAsync(site, rejected.HttpContext, HttpErrors.TooMany(seconds)));
        };
    }

    private static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static RateLimitPartition<string> Bucket(string key, int tokens, int most, TimeSpan period) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = most,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
        });
}
