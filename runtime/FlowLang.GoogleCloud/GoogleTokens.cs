using System.Net;
using FlowLang.Runtime;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace FlowLang.GoogleCloud;

/// <summary>
/// Access tokens by Application Default Credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names (a key, workload identity, an
/// account that another one stands for), else what gcloud left for this user, else the metadata server of the machine. Another file in
/// its place is taken with the next token.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="scopes">What the tokens are for, such as <see cref="Everything"/>.</param>
public sealed class GoogleTokens(TimeProvider time, params string[] scopes) : IAccessTokens, IDisposable
{
    /// <summary>All that the account may do.</summary>
    public const string Everything = "https://www.googleapis.com/auth/cloud-platform";

    // To log in to instances of Cloud SQL, and nothing else.
    private const string SqlLogin = "https://www.googleapis.com/auth/sqlservice.login";

    // A token of the metadata server or of a key lasts an hour; this is what is left of it at least.
    private static readonly TimeSpan s_least = TimeSpan.FromMinutes(3);

    // The library would wait for more than six minutes, three times.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // Seconds: of a token that does not say how long it lasts (the library gives up the last six minutes of each), and the most that is
    // believed.
    private const long Unsaid = 600;
    private const long LongestLife = 24 * 3600;

    private readonly SemaphoreSlim _one = new(1);
    private readonly TokenRequests _requests = new();
    private CredentialFile? _file;
    private GoogleCredential? _credential;
    private string? _principal;

    /// <summary>The file of credentials; null for what the environment says.</summary>
    internal string? Path { get; init; }

    /// <summary>Tokens that databases of Cloud SQL take for the password of an IAM user.</summary>
    public static IAccessTokens ForSql(TimeProvider time) => new GoogleTokens(time, SqlLogin);

    /// <summary>Tokens that clusters of the Managed Service for Apache Kafka take (SASL OAUTHBEARER).</summary>
    public static IAccessTokens ForKafka(TimeProvider time) => new ManagedKafkaTokens(new GoogleTokens(time, Everything), time);

    public Task<AccessToken> GetAsync(CancellationToken cancel) => AskAsync(null, cancel);

    public Task<AccessToken> RenewAsync(string stale, CancellationToken cancel) => AskAsync(stale, cancel);

    public void Dispose() => _one.Dispose();

    private async Task<AccessToken> AskAsync(string? stale, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        using CancellationTokenSource patience = new(s_patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            _requests.Refusal = null;
            GoogleCredential credential = _credential = await LoadAsync(either.Token);
            string value = await TokenAsync(credential, either.Token);
            if (value == stale)
            {
                await RefreshAsync(credential, either.Token);
                value = await TokenAsync(credential, either.Token);
            }

            _principal ??= await PrincipalAsync(credential, either.Token);
            return new AccessToken(value, EndOf(credential), _principal);
        }
        catch (Exception e) when (e is not FlowException && !cancel.IsCancellationRequested)
        {
            (string why, bool transient) = Failure(e, patience.IsCancellationRequested);
            throw GoogleErrors.NoToken(_file is { } file ? $"{why} (credentials of {file.Path})" : why, transient, e);
        }
        finally
        {
            _one.Release();
        }
    }

    // The library lets through what its parts throw, whose texts may quote what was sent.
    private (string Why, bool Transient) Failure(Exception e, bool isLate) => e switch
    {
        _ when _requests.Refusal is { } refusal => (refusal, _requests.MayPass),
        TokenResponseException { StatusCode: { } status and >= HttpStatusCode.Ambiguous } said =>
            (TokenRequests.Quote("it", status, SaidBy(said)), TokenRequests.IsPassing(status)),
        HttpRequestException http => ($"its server can't be reached ({http.HttpRequestError})", true),
        HttpIOException => ("its server ends the connection before its answer is whole", true),
        _ when isLate => ("its server gives no answer", true),
        OperationCanceledException => ("its server gives no answer", true),
        FileNotFoundException or DirectoryNotFoundException => ("there is no file as `credential_source` names it", false),
        UnauthorizedAccessException or IOException => ("the file that `credential_source` names can't be read", false),
        { InnerException: { } inner } => Failure(inner, isLate),
        _ => ("its server's answer is none that has a token", false),
    };

    // Of requests that the library makes for a credential within a credential. Where the answer is not OAuth's, a text of its own is there.
    private static string? SaidBy(TokenResponseException e) =>
        e.Error?.ErrorDescription ?? (e.Error?.Error is { } code && !code.Contains(' ', StringComparison.Ordinal) ? code : null);

    /// <summary>The credential, made anew where its file is another one by now.</summary>
    private async Task<GoogleCredential> LoadAsync(CancellationToken cancel)
    {
        CredentialFile? file = CredentialFile.Find(
            Path ?? Environment.GetEnvironmentVariable("GOOGLE_APPLICATION_CREDENTIALS"), Environment.GetEnvironmentVariable);
        if (_credential is not null && file == _file)
        {
            return _credential;
        }

        GoogleCredential found = file?.Read() ?? await OfMachineAsync(cancel);
        (_file, _principal) = (file, null);
        return found.CreateScoped(scopes).CreateWithHttpClientFactory(_requests);
    }

    private static async Task<GoogleCredential> OfMachineAsync(CancellationToken cancel)
    {
        try
        {
            return await GoogleCredential.GetApplicationDefaultAsync(cancel);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or FormatException
            or ArgumentException)
        {
            throw GoogleErrors.NoCredentials("no file of them is named, and no metadata server answers", e);
        }
    }

    private static async Task<string> TokenAsync(GoogleCredential credential, CancellationToken cancel)
    {
        string value = await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(null, cancel);
        if (TokenOf(credential) is { } token)
        {
            // Some servers don't say how long it lasts, or say what no clock can show; the library asks each time, or fails.
            token.ExpiresInSeconds = Math.Min(token.ExpiresInSeconds ?? Unsaid, LongestLife);
        }

        return string.IsNullOrEmpty(value) ? throw new InvalidOperationException("the answer has no token") : value;
    }

    private static Task RefreshAsync(GoogleCredential credential, CancellationToken cancel) => credential.UnderlyingCredential switch
    {
        ServiceCredential service => service.RequestAccessTokenAsync(cancel),
        UserCredential user => user.RefreshTokenAsync(cancel),
        _ => Task.CompletedTask,
    };

    private static TokenResponse? TokenOf(GoogleCredential credential) => credential.UnderlyingCredential switch
    {
        ServiceCredential service => service.Token,
        UserCredential user => user.Token,
        _ => null,
    };

    private DateTimeOffset EndOf(GoogleCredential credential) => TokenOf(credential) is { ExpiresInSeconds: { } seconds } token
        ? new DateTimeOffset(DateTime.SpecifyKind(token.IssuedUtc, DateTimeKind.Utc)).AddSeconds(seconds)
        : time.GetUtcNow() + s_least;

    private static async Task<string?> PrincipalAsync(GoogleCredential credential, CancellationToken cancel) =>
        credential.UnderlyingCredential switch
        {
            ServiceAccountCredential key => key.Id,
            ImpersonatedCredential other => other.TargetPrincipal,
            ExternalAccountCredential { ServiceAccountImpersonationUrl: { } url } => AccountOf(url),
            ComputeCredential machine => await machine.GetDefaultServiceAccountEmailAsync(cancel),
            _ => null,
        };

    // `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/NAME:generateAccessToken`
    private static string? AccountOf(string url) =>
        url.Split('/')[^1].Split(':') is [var name, _] && name.Contains('@', StringComparison.Ordinal) ? name : null;
}
