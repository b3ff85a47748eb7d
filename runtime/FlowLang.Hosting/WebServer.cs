using System.Net;
using System.Net.Sockets;
using FlowLang.Hosting.Access;
using FlowLang.Hosting.Api;
using FlowLang.Hosting.Health;
using FlowLang.Hosting.Http;
using FlowLang.Hosting.Metrics;
using FlowLang.Hosting.Pages;
using FlowLang.Runtime;
using FlowLang.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FlowLang.Hosting;

/// <summary>Serves a program over HTTP: the API, the pages, health and metrics. It listens from <see cref="StartAsync"/> to its
/// disposal.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(5);
    private readonly WebApplication _app;
    private readonly ServeMetrics _metrics;
    private readonly CancellationTokenSource _stopping;
    private readonly Task _background;

    private WebServer(WebApplication app, string url, ServeMetrics metrics, CancellationTokenSource stopping, Task background)
    {
        _app = app;
        _metrics = metrics;
        _stopping = stopping;
        _background = background;
        Url = url;
    }

    /// <summary>Of the web framework that listens, such as <c>10.0</c>.</summary>
    public static string Version => typeof(WebApplication).Assembly.GetName().Version?.ToString(2) ?? "";

    /// <summary>Where it listens, such as <c>http://127.0.0.1:8080</c>.</summary>
    public string Url { get; }

    /// <summary>Throws a <see cref="FlowException"/> where it can't listen so: RT9002 to RT9006.</summary>
    public static async Task<WebServer> StartAsync(
        IOrchestrator orchestrator, WebServerOptions options, HostEnvironment environment, RunLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(log);
        ListenAddress address = ListenAddress.Parse(options.Listen);
        TokenList tokens = TokenList.Read(
            options.Tokens is { } file ? Path.Combine(environment.Directory, file) : null, environment.Variable(TokenList.Variable));
        WarnOfOpen(address, options, tokens, log);
        CancellationTokenSource stopping = new();
        Site site = new(orchestrator, options, address, options.IsOpen ? new TokenList([]) : tokens, log, environment.Time)
        {
            Stopping = stopping.Token,
        };
        WebApplication app = Build(site, Certificates.Read(options, environment.Directory), environment.Variable);
        ServeMetrics metrics = new(site);
        string url;
        try
        {
            url = await ListenAsync(app, address, cancel);
        }
        catch (FlowException)
        {
            metrics.Dispose();
            await app.DisposeAsync();
            stopping.Dispose();
            throw;
        }

        return new WebServer(app, url, metrics, stopping,
            Task.WhenAll(site.Hub.RunAsync(stopping.Token), site.History.RunAsync(stopping.Token)));
    }

    /// <summary>Listens no more: requests that go may end, those who listen to events are let go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using CancellationTokenSource patience = new(s_drain);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _metrics.Dispose();
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    /// <summary>Where it listens then, such as <c>http://127.0.0.1:8080</c>; throws RT9003 where it can't.</summary>
    internal static async Task<string> ListenAsync(WebApplication app, ListenAddress address, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new FlowException(
                ServeErrors.CantListen(address, (e.InnerException?.InnerException ?? e.InnerException ?? e) is SocketException s
                    ? Why(s.SocketErrorCode)
                    : Why(SocketError.AddressAlreadyInUse)),
                e);
        }

        return app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
    }

    internal static void WarnOfOpen(ListenAddress address, WebServerOptions options, TokenList tokens, RunLog log)
    {
        if (address.IsLoopback || (!tokens.IsEmpty && !options.IsOpen))
        {
            return;
        }

        if (!options.IsOpen)
        {
            throw new FlowException(ServeErrors.Unprotected(address));
        }

        log.Warning($"EVERYBODY who reaches {address} may start, cancel and pause: `--auth none` asks nobody who they are");
    }

    private static string Why(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => "the address is in use",
        SocketError.AccessDenied => "ports below 1024 are for root",
        SocketError.AddressNotAvailable => "the machine has no such address",
        _ => "the system refuses it",
    };

    private static WebApplication Build(Site site, Certificates? certificates, Func<string, string?> variable)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, site, certificates));
        builder.Services.AddRouting();
        builder.Services.AddRateLimiter(limiter => RateLimits.Configure(limiter, site));
        Telemetry.Add(builder, site, variable);
        WebApplication app = builder.Build();
        if (site.Options.Hosted is { } path)
        {
            app.UsePathBase(path);
            app.Use(ForwardedAddress);
        }

        app.Use(Problems.Guard(site));
        app.Use(SecurityHeaders.Guard(site.Address));
        app.UseRateLimiter();
        app.UseRouting();
        app.Use(Gate.Guard(site));
        ApiRoutes.Map(app, site);
        PageRoutes.Map(app, site);
        HealthRoutes.Map(app, site);
        Assets.Map(app);
        Telemetry.Map(app);
        app.MapFallback(_ => throw HttpErrors.NothingThere("such page"));
        return app;
    }

    // The one in front is alone in reaching a server that listens on loopback for it; limits are about those who ask there.
    private static Task ForwardedAddress(HttpContext context, RequestDelegate next)
    {
        if (IPAddress.TryParse(context.Request.Headers["X-Forwarded-For"].ToString(), out IPAddress? from))
        {
            context.Connection.RemoteIpAddress = from;
        }

        return next(context);
    }

    private static void Configure(KestrelServerOptions kestrel, Site site, Certificates? certificates)
    {
        WebServerLimits limits = site.Options.Limits;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.Body;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(site.Address.Address, site.Address.Port, listen => certificates?.Apply(listen));
    }
}
