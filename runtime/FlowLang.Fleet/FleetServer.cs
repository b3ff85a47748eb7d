using System.Net;
using System.Text;
using System.Text.Json;
using FlowLang.Hosting;
using FlowLang.Hosting.Access;
using FlowLang.Hosting.Http;
using FlowLang.Hosting.Pages;
using FlowLang.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FlowLang.Fleet;

/// <summary>
/// Hosts the builds of a folder behind one address: a page of all, each program below its name, health. Every program asks by itself who
/// comes, with the same tokens.
/// </summary>
public static class FleetServer
{
    /// <summary>
    /// Serves until <paramref name="stop"/> is cancelled. Throws a <see cref="FlowException"/> where it can't begin: RT9002 to RT9006,
    /// RT9022.
    /// </summary>
    public static async Task RunAsync(FleetOptions options, RunLog log, Func<string, string?> variable, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(variable);
        if (!Directory.Exists(options.Folder))
        {
            throw new FlowException(FleetErrors.NoFolder(options.Folder));
        }

        ListenAddress address = ListenAddress.Parse(options.Listen);
        TokenList tokens = TokenList.Read(options.Tokens, variable(TokenList.Variable));
        WebServer.WarnOfOpen(address, new WebServerOptions { Listen = options.Listen, IsOpen = options.IsOpen }, tokens, log);
        using SocketsHttpHandler sockets = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        using HttpClient http = new(sockets) { Timeout = Timeout.InfiniteTimeSpan };
        ProgramFleet fleet = new(options, log, http, TimeProvider.System);
        await using WebApplication app = Build(address, options.IsOpen ? new TokenList([]) : tokens, fleet, new Forwarder(http));
        string url = await WebServer.ListenAsync(app, address, stop);
        log.Info($"serving the programs of {options.Folder} at {url}");
        await fleet.RunAsync(stop);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(5));
        await app.StopAsync(patience.Token);
    }

    private static WebApplication Build(ListenAddress address, TokenList tokens, ProgramFleet fleet, Forwarder forwarder)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Listen(address.Address, address.Port);
        });
        builder.Services.AddRouting();
        WebApplication app = builder.Build();
        app.Use(Guard);
        app.Use(SecurityHeaders.Guard(address));
        app.UseRouting();
        Assets.Map(app);
        app.MapMethods("/healthz", ["GET"], context => HealthAsync(context, fleet, tokens, StatusCodes.Status200OK));
        app.MapMethods("/readyz", ["GET"], context => HealthAsync(context, fleet, tokens, StatusCodes.Status503ServiceUnavailable));
        app.MapMethods("/", ["GET"], context => PageAsync(context, fleet, tokens));
        app.Map("/{name}/{**rest}", context => ForwardAsync(context, fleet, forwarder));
        return app;
    }

    private static async Task Guard(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (HttpError e) when (!context.Response.HasStarted)
        {
            await SayAsync(context, e.Status, e.Error);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !context.Response.HasStarted)
        {
            await SayAsync(
                context, StatusCodes.Status502BadGateway, FleetErrors.NothingServed(context.Request.RouteValues["name"] as string ?? ""));
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort(); // somebody has gone in the middle of an answer
        }
    }

    private static Task SayAsync(HttpContext context, int status, FlowError error)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{error}\n", context.RequestAborted);
    }

    private static Task ForwardAsync(HttpContext context, ProgramFleet fleet, Forwarder forwarder)
    {
        string name = context.Request.RouteValues["name"] as string ?? "";
        if (context.Request.Path == $"/{name}" && fleet.Has(name))
        {
            context.Response.Redirect($"/{Uri.EscapeDataString(name)}/");
            return Task.CompletedTask;
        }

        return fleet.AddressOf(name) is { } program ? forwarder.SendAsync(context, program)
            : fleet.Has(name) ? SayAsync(context, StatusCodes.Status503ServiceUnavailable, FleetErrors.NothingServed(name))
            : throw HttpErrors.NothingThere($"program `{name}`");
    }

    private static Task PageAsync(HttpContext context, ProgramFleet fleet, TokenList tokens)
    {
        if (!MayLook(context, tokens))
        {
            // Browsers ask for a password then: it is the token, the name does not matter.
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"programs\", charset=\"UTF-8\"";
            return SayAsync(context, StatusCodes.Status401Unauthorized, HttpErrors.NotSignedIn().Error);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(FleetPage.Render(fleet.Standings, TimeProvider.System.GetUtcNow()), context.RequestAborted);
    }

    /// <summary>Strangers are told whether all is well, and not what is not.</summary>
    private static Task HealthAsync(HttpContext context, ProgramFleet fleet, TokenList tokens, int unserved)
    {
        var standings = fleet.Standings;
        bool isServed = standings.All(standing => standing.Version is not null);
        bool isWell = isServed && standings.All(standing => standing.Problem is null);
        context.Response.StatusCode = isServed ? StatusCodes.Status200OK : unserved;
        context.Response.ContentType = "application/json";
        var programs = MayLook(context, tokens)
            ? standings.Select(
                s => new { name = s.Name, version = s.Version, sources = s.SourceHash, draining = s.Draining, problem = s.Problem })
            : [];
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(new { status = isWell ? "ok" : "degraded", programs }), context.RequestAborted);
    }

    private static bool MayLook(HttpContext context, TokenList tokens) => tokens.IsEmpty
        || tokens.Find(Gate.CredentialOf(context, "Bearer") ?? Password(Gate.CredentialOf(context, "Basic") ?? "")) is not null;

    private static string Password(string basic)
    {
        Span<byte> bytes = stackalloc byte[1024];
        return basic.Length <= bytes.Length && Convert.TryFromBase64String(basic, bytes, out int length)
            ? Encoding.UTF8.GetString(bytes[..length]).Split(':', 2)[^1]
            : "";
    }
}
